import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { contract } from '../../contract.ts';

/** Dependencies whose round trips are measured. */
export type Dependency = 'database' | 'redis';

/** In seconds. */
const dependencyBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** Every metric of the program, in one registry of its own. */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requests: new Counter({
      name: 'http_requests_total',
      help: 'Requests that were answered',
      labelNames: ['method', 'route', 'status_code'] as const,
      registers,
    }),
    requestDuration: new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from the first byte of a request to the last of its answer',
      labelNames: ['method', 'route', 'status_code'] as const,
      buckets: [...contract.requestBuckets],
      registers,
    }),
    requestsInFlight: new Gauge({
      name: 'http_requests_in_flight',
      help: 'Requests that are being served',
      registers,
    }),
    dependencyDuration: new Histogram({
      name: 'arq_dependency_duration_seconds',
      help: 'Time of a round trip to a dependency',
      labelNames: ['dependency', 'outcome'] as const,
      buckets: dependencyBuckets,
      registers,
    }),
    dependencyUp: new Gauge({
      name: 'arq_dependency_up',
      help: '1 while the last check of a dependency succeeded',
      labelNames: ['dependency'] as const,
      registers,
    }),
    poolConnections: new Gauge({
      name: 'arq_database_pool_connections',
      help: 'Connections to PostgreSQL by state',
      labelNames: ['state'] as const,
      registers,
    }),
    poolSize: new Gauge({
      name: 'arq_database_pool_size',
      help: 'Connections to PostgreSQL that the pool may hold',
      registers,
    }),
    poolWaiting: new Gauge({
      name: 'arq_database_pool_waiting',
      help: 'Requests that wait for a connection to PostgreSQL',
      registers,
    }),
    alertsReceived: new Counter({
      name: 'arq_alerts_received_total',
      help: 'Alerts that Alertmanager delivered, by what came of them',
      labelNames: ['outcome'] as const,
      registers,
    }),
    incidentEvents: new Counter({
      name: 'arq_incident_events_total',
      help: 'Events in the timelines of incidents',
      labelNames: ['kind'] as const,
      registers,
    }),
    activeIncidents: new Gauge({
      name: 'arq_incidents',
      help: 'Incidents that are not resolved',
      labelNames: ['state', 'severity'] as const,
      registers,
    }),
    streamClients: new Gauge({
      name: 'arq_stream_clients',
      help: 'Open streams of server-sent events',
      registers,
    }),
    streamDropped: new Counter({
      name: 'arq_stream_dropped_total',
      help: 'Streams that were closed by the server, by reason',
      labelNames: ['reason'] as const,
      registers,
    }),
    rateLimited: new Counter({
      name: 'arq_rate_limited_total',
      help: 'Requests that were refused because of their number',
      labelNames: ['limit'] as const,
      registers,
    }),
    build: new Gauge({
      name: 'arq_build_info',
      help: 'Always 1; the labels say what runs',
      labelNames: ['version', 'commit', 'colour'] as const,
      registers,
    }),
  };
}

/** What is counted and measured, by what it is called in the program. */
export type Metrics = ReturnType<typeof createMetrics>;
