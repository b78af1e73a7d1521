/** Variables of dashboards, with values. */
export const variables = {
  $environment: 'shop-staging',
  $__rate_interval: '1m',
  $__interval: '30s',
  $__range: '6h',
};

/** PromQL as people write it in alerts and on dashboards, all of which is right. */
export const corpus: readonly string[] = [
  // Traffic.
  'sum by (namespace) (rate(http_requests_total[5m]))',
  'sum by (namespace, route) (rate(http_requests_total{status_code=~"5.."}[5m])) / sum by (namespace, route) (rate(http_requests_total[5m])) > 0.05',
  `(
     sum by (namespace) (rate(http_requests_total{status_code=~"5..",route!~"/health|/metrics"}[5m]))
     /
     (sum by (namespace) (rate(http_requests_total{route!~"/health|/metrics"}[5m])) > 0)
   ) > 0.05
   and
   sum by (namespace) (increase(http_requests_total{status_code=~"5.."}[5m])) >= 10`,
  'histogram_quantile(0.95, sum by (le, namespace) (rate(http_request_duration_seconds_bucket[5m]))) > 1',
  'histogram_quantile(0.99, sum without (instance, pod) (rate(http_request_duration_seconds_bucket{job="shop"}[10m])))',
  'histogram_quantile(0.5, rate(http_request_duration_seconds_bucket[5m]))',
  'sum by (namespace) (rate(http_request_duration_seconds_sum[5m])) / sum by (namespace) (rate(http_request_duration_seconds_count[5m]))',
  '1 - sum by (namespace) (rate(http_request_duration_seconds_bucket{le="1"}[1h])) / sum by (namespace) (rate(http_request_duration_seconds_count[1h])) > (14.4 * 0.01)',
  'topk(5, sum by (route) (rate(http_requests_total[1h])))',
  'sum(rate(http_requests_total[5m])) by (method) > bool 100',
  'sum by (namespace) (http_requests_total) == 0',
  'increase(http_requests_total{status_code="500"}[1h] offset 1d) > 3',
  'sum by (namespace) (rate(http_requests_total[5m])) < 0.5 * sum by (namespace) (rate(http_requests_total[5m] offset 1w))',
  'http_requests_total - http_requests_total offset 10m > 100',
  'max_over_time(sum by (namespace) (rate(http_requests_total[5m]))[1h:1m]) > 100',
  'avg by (shelf) (order_age_seconds{quantile="0.9"}) > 60',
  'rate(order_age_seconds_count[5m])',
  'quantile by (namespace) (0.9, basket_items)',
  'quantile_over_time(0.9, basket_items[1h])',
  'deriv(basket_items[30m]) < 0',
  'rate(legacy_value[5m]) > 1',
  // Workloads.
  'kube_deployment_status_replicas_available{namespace="shop",deployment="web"} == 0',
  `(
     kube_deployment_spec_replicas > kube_deployment_status_replicas_available
   ) and (
     changes(kube_deployment_status_replicas_updated[10m]) == 0
   )`,
  'kube_statefulset_status_replicas_ready != kube_statefulset_status_replicas',
  'max by (namespace, pod, container) (increase(kube_pod_container_status_restarts_total[10m])) > 3',
  'sum by (namespace, pod) (max by (namespace, pod) (kube_pod_status_phase{phase=~"Pending|Unknown|Failed"}) * on (namespace, pod) group_left (owner_kind) topk by (namespace, pod) (1, max by (namespace, pod, owner_kind) (kube_pod_owner{owner_kind!="Job"}))) > 0',
  'kube_job_status_failed > 0',
  'time() - max by (namespace, job_name) (kube_job_status_start_time * on (namespace, job_name) group_left kube_job_status_active > 0) > 43200',
  'kube_horizontalpodautoscaler_status_current_replicas == kube_horizontalpodautoscaler_spec_max_replicas',
  'kube_pod_container_status_waiting_reason{reason="CrashLoopBackOff"} == 1',
  'min_over_time(kube_pod_container_status_last_terminated_reason{reason="OOMKilled"}[10m]) == 1',
  'max by (namespace, pod) (kube_pod_status_ready{condition="false"}) == 1 unless on (namespace, pod) kube_pod_status_phase{phase="Succeeded"} == 1',
  'label_replace(kube_pod_owner{owner_kind="ReplicaSet"}, "replicaset", "$1", "owner_name", "(.*)") * on (namespace, replicaset) group_left (owner_name) kube_replicaset_owner{owner_kind="Deployment"}',
  'count by (namespace) (label_join(kube_pod_info, "where", "/", "node", "host_ip"))',
  'count_values by (namespace) ("phase_value", kube_pod_status_phase) > 0',
  // Containers.
  'sum by (namespace, pod, container) (rate(container_cpu_usage_seconds_total{container!=""}[5m])) / sum by (namespace, pod, container) (kube_pod_container_resource_limits{resource="cpu"} > 0) > 0.8',
  'max by (namespace, pod, container) (container_memory_working_set_bytes{container!="",container!="POD"}) / max by (namespace, pod, container) (kube_pod_container_resource_limits{resource="memory"} > 0) > 0.8',
  'sum by (container, pod, namespace) (increase(container_cpu_cfs_throttled_periods_total{container!=""}[5m])) / sum by (container, pod, namespace) (increase(container_cpu_cfs_periods_total[5m])) > (25 / 100)',
  'avg_over_time(process_resident_memory_bytes[1h]) / 1024 ^ 2',
  'rate(process_cpu_seconds_total[5m]) > 0.9',
  'nodejs_eventloop_lag_p99_seconds > 0.2',
  'process_open_fds / process_max_fds > 0.8',
  // Volumes.
  'kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes < 0.15 and predict_linear(kubelet_volume_stats_available_bytes[6h], 4 * 24 * 3600) < 0',
  '1 - min by (namespace, persistentvolumeclaim) (kubelet_volume_stats_inodes_free) / min by (namespace, persistentvolumeclaim) (kubelet_volume_stats_inodes > 0) > 0.9',
  // Nodes.
  '100 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[2m])) * 100 > 80',
  '(1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes) * 100 > 80',
  'node_filesystem_avail_bytes{fstype!~"tmpfs|squashfs|overlay|ramfs"} / node_filesystem_size_bytes < 0.15 and ON (instance, device, mountpoint) node_filesystem_readonly == 0',
  'predict_linear(node_filesystem_avail_bytes{fstype=~"ext.?|xfs"}[3h], 24 * 60 * 60) < 0',
  'rate(node_network_receive_errs_total[2m]) / rate(node_network_receive_packets_total[2m]) > 0.01',
  'abs(node_timex_offset_seconds) > 0.05 and deriv(node_timex_offset_seconds[5m]) >= 0',
  'increase(node_vmstat_oom_kill[1m]) > 0',
  'count without (cpu, mode) (node_cpu_seconds_total{mode="idle"})',
  'node_load5 / count by (instance, job) (node_cpu_seconds_total{mode="system"}) > 2 or node_load1 > 20',
  'node_network_up{device!="lo"} == 0',
  'hour() >= 22 or hour() < 6',
  'time() - node_boot_time_seconds < 600',
  // PostgreSQL and Redis.
  'max by (namespace) (max_over_time(pg_up[1m])) == 0',
  'sum by (namespace) (pg_stat_activity_count) / max by (namespace) (pg_settings_max_connections) > 0.8',
  'rate(pg_stat_database_xact_rollback[5m]) / (rate(pg_stat_database_xact_commit[5m]) + rate(pg_stat_database_xact_rollback[5m])) > 0.05',
  'increase(pg_stat_database_deadlocks{datname!~"template.*|postgres"}[5m]) > 0',
  'rate(pg_stat_database_blks_hit{datname="shop"}[$__rate_interval]) / (rate(pg_stat_database_blks_hit{datname="shop"}[$__rate_interval]) + rate(pg_stat_database_blks_read[$__rate_interval]))',
  'redis_up{namespace="$environment"} == 0',
  'redis_memory_used_bytes / (redis_memory_max_bytes > 0) > 0.9',
  'rate(redis_evicted_keys_total[5m]) > 0',
  'redis_connected_clients / redis_config_maxclients > 0.8',
  'increase(redis_rejected_connections_total[$__range]) > 0',
  'sum(rate(redis_keyspace_hits_total[$__interval])) / (sum(rate(redis_keyspace_hits_total[$__interval])) + sum(rate(redis_keyspace_misses_total[$__interval])))',
  // Monitoring itself.
  'up{job=~"shop.*"} == 0',
  '100 * (count by (job, namespace) (up == 0) / count by (job, namespace) (up)) > 10',
  'max by (namespace) (absent(up{namespace="shop",job="web"}))',
  'absent(kube_deployment_status_replicas{namespace="shop",deployment="web"}) and on (namespace) kube_namespace_created{namespace="shop"}',
  'absent_over_time(pg_up{namespace="shop"}[5m])',
  'max by (namespace) (pg_up) or max by (namespace) (absent(pg_up{namespace="shop"}) * 0)',
  'sum by (namespace) (basket_items) or vector(0)',
  'vector(1)',
  'probe_success == 0 or probe_duration_seconds > 5',
  'probe_ssl_earliest_cert_expiry - time() < 86400 * 14',
  'count by (alertname) (ALERTS{alertstate="firing",persistentvolumeclaim!=""})',
  'scrape_duration_seconds > 5',
  'prometheus_config_last_reload_successful == 0',
  'rate(prometheus_rule_evaluation_failures_total[5m]) > 0',
  'certmanager_certificate_expiration_timestamp_seconds - time() < 7 * 24 * 3600',
  // Corners of the language.
  '{__name__="pg_up",job="x"} == 1',
  '{__name__=~"pg_up|redis_up",namespace="shop"} == 0',
  '{__name__=~"pg_settings_.*",__name__!="pg_settings_block_size"} != on (__name__, instance) {__name__=~"pg_settings_.*",__name__!="pg_settings_block_size"} offset 5m',
  'count by (__name__) ({job="x"})',
  '-pg_up + 1',
  'pg_up @ end() == 1 # a comment (with a bracket',
  "pg_up{instance=~'a\\\\.b:\\\\d+',job!~`x\\d`,} == 1",
  `pg_up{job='it\\'s',pod="a \\"quoted\\" name",node=~"(?P<first>x)(?i:y)"} == 1`,
  'clamp_max(round(basket_items, 0.5), 10) ^ 2 % 3 atan2 4',
  'SUM BY (namespace) (pg_up) AND ON () vector(1)',
  'sum by (namespace,) (pg_up)',
  'scalar(sum(pg_up)) * 2 > bool 1',
  'sort_desc(sum by (job) (pg_up))',
  'pg_up{job="a b: {c} [5m] (d"} == 1',
  'basket_items * vector(pi())',
  'last_over_time(basket_items[10s])',
  'timestamp(pg_up) < time() - 300',
];

/** What only Prometheus 3 understands. */
export const corpusOfPrometheus3: readonly string[] = [
  '{"pg_up"} == 1',
  '{"pg_up", namespace="shop"} == 1',
  'sum by ("namespace") (pg_up)',
  'basket_items > 1h30m',
  'rate(http_requests_total[300])',
];
