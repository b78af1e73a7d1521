import { load } from '../../../scripts/bundle.mjs';
import { counter, gauge, histogram } from './series.mjs';
import { platformNamespaces, pods, revision } from './workloads.mjs';

const { contract } = await load('apps/backend/contract.ts');
const { contract: frontendContract } = await load('apps/frontend/contract.ts');
const { api, alerts, liveness, metrics, readiness, stream } = contract.paths;

const routes = [
  ...[liveness, readiness, metrics, stream],
  ...['status', 'status/uptime', 'incidents', 'incidents/:id', 'auth/login', 'auth/logout', 'auth/me'].map(
    (path) => `${api}/v1/${path}`,
  ),
].map((route) => ({ method: 'GET', route }));
routes.push({ method: 'POST', route: alerts }, { method: 'POST', route: `${api}/v1/incidents/:id/notes` });

const expiry = Math.floor(Date.now() / 1000) + 60 * 24 * 3600;

/** What the platform's own programs and exporters say, in each of its namespaces, as far as rules read it. */
export function platformTargets() {
  return platformNamespaces.flatMap((namespace) => [
    ...ofPods(namespace, 'arq-backend', backend()),
    ...ofPods(namespace, 'arq-frontend', frontend()),
    target(namespace, 'arq-postgres-exporter', '10.0.2.1:9187', postgres()),
    target(namespace, 'arq-redis-exporter', '10.0.2.2:9121', redis()),
    target(namespace, 'arq-probe', 'https://arq.example', probe()),
    target(namespace, 'arq-frontend-probe', 'http://arq-frontend:3000', probe()),
    {
      labels: { job: 'cert-manager', namespace, instance: '10.0.2.4:9402' },
      series: ['True', 'False', 'Unknown']
        .map((condition) => ({ name: 'arq', condition }))
        .map((labels) => gauge('certmanager_certificate_ready_status', labels, labels.condition === 'True' ? 1 : 0))
        .concat(gauge('certmanager_certificate_expiration_timestamp_seconds', { name: 'arq' }, expiry)),
    },
  ]);
}

function ofPods(namespace, name, series) {
  return pods
    .filter((pod) => pod.namespace === namespace && pod.name === name)
    .map(({ pod }, index) => ({
      labels: {
        job: name,
        namespace,
        pod,
        container: name,
        rollouts_pod_template_hash: revision,
        instance: `10.0.3.${index}:3000`,
      },
      series,
    }));
}

function target(namespace, job, instance, series) {
  return { labels: { job, namespace, instance }, series };
}

function backend() {
  return [
    ...routes.flatMap((labels) => requests(labels, contract.requestBuckets)),
    ...['database', 'redis'].map((dependency) => gauge('arq_dependency_up', { dependency }, 1)),
    gauge('arq_database_pool_waiting', {}, 0),
    ...nodeProcess(),
  ];
}

function frontend() {
  const { paths, requestBuckets } = frontendContract;
  const pages = [...Object.values(paths), '/', '/incidents', '/incidents/:id', 'other'];
  return [
    ...pages.flatMap((route) => requests({ method: 'GET', route }, requestBuckets)),
    ...histogram('backend_fetch_duration_seconds', { route: 'status' }, requestBuckets, 2),
    ...['timeout', 'connection', 'status-500'].map((reason) => counter('backend_fetch_errors_total', { reason })),
    ...nodeProcess(),
  ];
}

/** Both programs begin to count every route's failures at 0 when they start. */
function requests(labels, bounds) {
  return Object.entries({ 200: 2, 500: 0 }).flatMap(([status, perSecond]) => {
    const answered = { ...labels, status_code: status };
    return [
      ...histogram('http_request_duration_seconds', answered, bounds, perSecond),
      counter('http_requests_total', answered, perSecond),
    ];
  });
}

function nodeProcess() {
  return [
    gauge('nodejs_eventloop_lag_p99_seconds', {}, 0.012),
    counter('process_cpu_seconds_total', {}, 0.1),
    gauge('process_open_fds', {}, 40),
    gauge('process_max_fds', {}, 65_536),
  ];
}

function postgres() {
  const backendTypes = ['client backend', 'checkpointer', 'background writer', 'walwriter', 'autovacuum launcher'];
  const sessionStates = ['active', 'idle', 'idle in transaction', 'fastpath function call', 'disabled'];
  return [
    gauge('pg_up', {}, 1),
    gauge('pg_settings_max_connections', {}, 100),
    gauge('pg_settings_superuser_reserved_connections', {}, 3),
    ...['bgwriter', 'database', 'locks', 'stat_database', 'wal'].map((collector) =>
      gauge('pg_scrape_collector_success', { collector }, 1),
    ),
    ...['arq', 'postgres', 'template0', 'template1'].flatMap((datname) => [
      counter('pg_stat_database_deadlocks', { datname }),
      ...backendTypes.flatMap((type) =>
        sessionStates.flatMap((state) => {
          const labels = { datname, backend_type: type, state, application_name: 'arq', usename: 'arq' };
          return [gauge('pg_stat_activity_count', labels, 1), gauge('pg_stat_activity_max_tx_duration', labels, 0)];
        }),
      ),
    ]),
  ];
}

function redis() {
  const healthy = ['up', 'aof_last_write_status', 'aof_last_bgrewrite_status', 'rdb_last_bgsave_status'];
  return [
    ...healthy.map((name) => gauge(`redis_${name}`, {}, 1)),
    gauge('redis_memory_used_bytes', {}, 5e7),
    gauge('redis_memory_max_bytes', {}, 2e8),
    counter('redis_evicted_keys_total', {}),
    counter('redis_rejected_connections_total', {}),
  ];
}

function probe() {
  return [gauge('probe_success', {}, 1), gauge('probe_ssl_earliest_cert_expiry', {}, expiry)];
}
