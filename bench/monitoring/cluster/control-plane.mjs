import { counter, gauge, histogram } from './series.mjs';

/** Some of the buckets that the API server has, the ones that rules pick out by name among them. */
const apiBuckets = ['0.05', '0.1', '0.5', '1', '5', '10', '30', '60'];
const bounds = [0.001, 0.01, 0.1, 1, 10];

const verbs = {
  GET: 'resource',
  LIST: 'namespace',
  POST: 'resource',
  PUT: 'resource',
  PATCH: 'resource',
  DELETE: 'resource',
};
const resources = ['pods', 'nodes', 'leases', 'deployments', 'configmaps', 'secrets', 'events', 'services'];

/** What Kubernetes' own programs, Prometheus and Alertmanager say, as far as rules read it. */
export function controlPlane() {
  const system = (job, port, series) => ({
    labels: { job, namespace: job === 'apiserver' ? 'default' : 'kube-system', instance: `10.0.0.1:${port}` },
    series,
  });
  return [
    system('apiserver', 6443, apiServer()),
    system('kube-scheduler', 10259, scheduler()),
    system('kube-controller-manager', 10257, []),
    ...[0, 1].map((index) => inMonitoring('prometheus', index, 9090, prometheus())),
    ...[0, 1, 2].map((index) => inMonitoring('alertmanager', index, 9093, alertmanager())),
  ];
}

function inMonitoring(name, index, port, series) {
  const job = `kube-prometheus-stack-${name}`;
  return {
    labels: {
      job,
      namespace: 'monitoring',
      service: job,
      pod: `${name}-${index}`,
      container: name,
      instance: `10.0.4.${index}:${port}`,
    },
    series,
  };
}

function apiServer() {
  return [
    ...Object.entries(verbs).flatMap(([verb, scope]) =>
      resources.flatMap((resource) => {
        const labels = { verb, scope, resource, group: '', version: 'v1', subresource: '' };
        return [
          ...histogram('apiserver_request_sli_duration_seconds', labels, apiBuckets, 2),
          counter('apiserver_request_total', { ...labels, code: 200 }, 2),
          counter('apiserver_request_total', { ...labels, code: 500 }),
        ];
      }),
    ),
    ...histogram('apiserver_client_certificate_expiration_seconds', {}, [31_104_000, 62_208_000], 1),
    gauge('aggregator_unavailable_apiservice', { name: 'v1beta1.metrics.k8s.io' }, 0),
    counter('aggregator_unavailable_apiservice_total', { name: 'v1beta1.metrics.k8s.io', reason: 'timeout' }),
    counter('apiserver_request_terminations_total', { verb: 'GET', code: 504 }),
    ...[200, 201, 404, 500].map((code) => counter('rest_client_requests_total', { code }, code === 200 ? 5 : 0)),
    gauge('kubernetes_build_info', { git_version: 'v1.33.1' }, 1),
  ];
}

function scheduler() {
  return ['attempt', 'algorithm']
    .flatMap((what) =>
      histogram(`scheduler_scheduling_${what}_duration_seconds`, { profile: 'default-scheduler' }, bounds, 0.1),
    )
    .concat(histogram('scheduler_pod_scheduling_sli_duration_seconds', { attempts: 1 }, bounds, 0.1));
}

function prometheus() {
  const ruleGroups = Array.from({ length: 12 }, (_, index) => `/etc/prometheus/rules/arq-${index}.yaml;group`);
  const receivers = ['alertmanager-0', 'alertmanager-1', 'alertmanager-2'].map((alertmanager) => ({ alertmanager }));
  const quiet = [
    'sd_refresh_failures_total',
    'sd_kubernetes_failures_total',
    'tsdb_reloads_failures_total',
    'tsdb_compactions_failed_total',
    'target_scrapes_sample_duplicate_timestamp_total',
    'target_scrapes_sample_out_of_order_total',
    'target_scrape_pool_exceeded_target_limit_total',
    'target_scrape_pool_exceeded_label_limits_total',
    'target_scrapes_exceeded_body_size_limit_total',
    'target_scrapes_exceeded_sample_limit_total',
    'target_sync_failed_total',
  ];
  return [
    gauge('prometheus_build_info', { version: '3.5.0' }, 1),
    gauge('prometheus_config_last_reload_successful', {}, 1),
    gauge('prometheus_notifications_alertmanagers_discovered', {}, 3),
    gauge('prometheus_notifications_queue_length', {}, 0),
    gauge('prometheus_notifications_queue_capacity', {}, 10_000),
    ...receivers.flatMap((labels) => [
      counter('prometheus_notifications_sent_total', labels, 0.1),
      counter('prometheus_notifications_errors_total', labels),
    ]),
    ...ruleGroups.flatMap((group) => [
      counter('prometheus_rule_evaluation_failures_total', { rule_group: group }),
      counter('prometheus_rule_group_iterations_missed_total', { rule_group: group }),
      gauge('prometheus_rule_group_rules', { rule_group: group }, 9),
    ]),
    counter('prometheus_tsdb_head_samples_appended_total', { type: 'float' }, 1000),
    gauge('prometheus_target_metadata_cache_entries', { scrape_job: 'arq-backend' }, 40),
    gauge('prometheus_engine_queries', {}, 0),
    gauge('prometheus_engine_queries_concurrent_max', {}, 20),
    ...quiet.map((name) => counter(`prometheus_${name}`, {})),
  ];
}

function alertmanager() {
  return [
    gauge('alertmanager_build_info', { version: '0.28.1' }, 1),
    gauge('alertmanager_config_last_reload_successful', {}, 1),
    gauge('alertmanager_config_hash', {}, 1234),
    gauge('alertmanager_cluster_members', {}, 3),
    gauge('alertmanager_cluster_failed_peers', {}, 0),
    gauge('process_start_time_seconds', {}, 1_700_000_000),
    ...['slack', 'pagerduty', 'webhook', 'email'].flatMap((integration) => [
      counter('alertmanager_notifications_total', { integration }, 0.01),
      counter('alertmanager_notifications_failed_total', { integration, reason: 'other' }),
    ]),
  ];
}
