import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { contract } from '../contract.ts';
import { pageTemplates } from './route-template.ts';

const requestLabels = ['method', 'route', 'status_code'] as const;

export type Metrics = ReturnType<typeof createMetrics>;

/** Names and buckets of requests are those of the backend, so that one rule watches both. */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const metrics = {
    registry,
    requests: new Counter({
      name: 'http_requests_total',
      help: 'Requests answered',
      labelNames: requestLabels,
      registers,
    }),
    requestDuration: new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time until a request was answered in full; 499: the client went away before',
      labelNames: requestLabels,
      buckets: [...contract.requestBuckets],
      registers,
    }),
    backendDuration: new Histogram({
      name: 'backend_fetch_duration_seconds',
      help: 'Time until the backend answered a page that is being rendered',
      labelNames: ['endpoint'],
      buckets: [...contract.requestBuckets],
      registers,
    }),
    backendErrors: new Counter({
      name: 'backend_fetch_errors_total',
      help: 'Requests to the backend without an answer that can be used',
      labelNames: ['endpoint', 'reason'],
      registers,
    }),
  };
  // The first increase of a series that was not there is invisible to a rate.
  for (const route of pageTemplates) {
    for (const status of ['200', '404', '500']) {
      const labels = { method: 'GET', route, status_code: status };
      metrics.requests.inc(labels, 0);
      metrics.requestDuration.zero(labels);
    }
  }
  return metrics;
}
