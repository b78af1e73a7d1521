import type { Explanation } from './explained.ts';

/** Of alerts of data tiers, volumes, the edge, nodes, jobs and the monitoring itself. */
export const explainedOfData: readonly Explanation[] = [
  {
    reason: 'Numbers of pods, targets or the like are never negative: their sum is 0 exactly where their maximum is.',
    mutations: {
      DatabaseDown: [
        'max -> sum of kube_statefulset_status_replicas_available',
        'max -> sum of kube_statefulset_replicas',
      ],
      RedisDown: [
        'max -> sum of kube_statefulset_status_replicas_available',
        'max -> sum of kube_statefulset_replicas',
      ],
      ExporterDown: ['sum -> max of up', 'max -> sum of kube_deployment_spec_replicas'],
    },
  },
  {
    reason: 'The metric is 0 or 1, so that the comparison divides its values alike.',
    mutations: {
      ExporterDown: ['== 0 -> <= of up'],
      PostgresCollectorFailing: ['== 1 -> >= of pg_up', '> 0 -> != of pg_scrape_collector_success'],
      RedisPersistenceFailing: [
        '== 0 -> <= of redis_aof_last_write_status',
        '== 0 -> <= of redis_aof_last_bgrewrite_status',
        '== 0 -> <= of redis_rdb_last_bgsave_status',
      ],
      CertificateNotReady: ['== 0 -> <= of certmanager_certificate_ready_status'],
      JobFailed: ['== 1 -> >= of kube_job_failed'],
      NodeDown: ['== 0 -> <= of kube_node_status_condition'],
      LowDiskSpace: ['== 1 -> >= of node_filesystem_readonly'],
      TargetsMissing: ['== 1 -> >= of up'],
      PrometheusConfigReloadFailed: ['== 0 -> <= of prometheus_config_last_reload_successful'],
      AlertmanagerConfigReloadFailed: ['== 0 -> <= of alertmanager_config_last_reload_successful'],
    },
  },
  {
    reason: 'Bytes and times are whole and not negative: the guard leaves 0 out, and nothing lies between it and 1.',
    mutations: {
      HighMemoryUsage: ['> 0 -> != of redis_memory_max_bytes', '0 -> 1 of redis_memory_max_bytes'],
      CertificateExpiring: [
        '> 0 -> != of certmanager_certificate_expiration_timestamp_seconds',
        '0 -> 1 of certmanager_certificate_expiration_timestamp_seconds',
      ],
      CertificateExpiryImminent: [
        '> 0 -> != of certmanager_certificate_expiration_timestamp_seconds',
        '0 -> 1 of certmanager_certificate_expiration_timestamp_seconds',
      ],
    },
  },
  {
    reason: 'A forecast is no whole number: that it lies within one byte of 0 is chance.',
    mutations: {
      VolumeFillingUp: [
        '0 -> 1 of kubelet_volume_stats_available_bytes',
        '0 -> 1 of kubelet_volume_stats_available_bytes #2',
      ],
    },
  },
  {
    reason: 'A window of a minute holds six samples of 0 or 1, and no mean of them lies between 0.45 and 0.5.',
    mutations: {
      DatabaseDown: ['0.5 -> 0.45 of pg_up'],
      RedisDown: ['0.5 -> 0.45 of redis_up'],
      EdgeDown: ['0.5 -> 0.45 of probe_success'],
    },
  },
  {
    reason: 'Both sides are matched by the labels in question, and the other side has the matcher as well.',
    mutations: {
      DatabaseDown: [
        'without namespace="arq-staging" of kube_statefulset_status_replicas_available #2',
        'without namespace="arq-staging" of kube_statefulset_replicas',
      ],
      RedisDown: [
        'without namespace="arq-staging" of kube_statefulset_status_replicas_available #2',
        'without namespace="arq-staging" of kube_statefulset_replicas',
      ],
      ExporterDown: ['without namespace="arq-staging" of kube_deployment_spec_replicas'],
      PostgresCollectorFailing: ['without namespace="arq-staging" of pg_scrape_collector_success'],
      PostgresConnectionsHigh: [
        'without namespace="arq-staging" of pg_stat_activity_count',
        'without namespace="arq-staging" of pg_settings_max_connections',
        'without namespace="arq-staging" of pg_settings_superuser_reserved_connections',
      ],
      HighMemoryUsage: [
        'without namespace="arq-staging" of redis_memory_used_bytes',
        'without namespace="arq-staging" of redis_memory_max_bytes',
      ],
      LowDiskSpace: [
        'without namespace="arq-staging" of kubelet_volume_stats_available_bytes',
        'without persistentvolumeclaim=~"data-arq-postgres-[0-9]+" of kubelet_volume_stats_available_bytes',
        'without namespace="arq-staging" of kubelet_volume_stats_capacity_bytes',
        'without persistentvolumeclaim=~"data-arq-postgres-[0-9]+" of kubelet_volume_stats_capacity_bytes',
        'without fstype!~"tmpfs|ramfs|overlay|squashfs|erofs|iso9660" of node_filesystem_avail_bytes',
        'without fstype!~"tmpfs|ramfs|overlay|squashfs|erofs|iso9660" of node_filesystem_size_bytes',
      ],
      LowInodes: [
        'without namespace="arq-staging" of kubelet_volume_stats_inodes_free',
        'without persistentvolumeclaim=~"data-arq-postgres-[0-9]+" of kubelet_volume_stats_inodes_free',
        'without namespace="arq-staging" of kubelet_volume_stats_inodes',
        'without persistentvolumeclaim=~"data-arq-postgres-[0-9]+" of kubelet_volume_stats_inodes',
      ],
      VolumeFillingUp: [
        'without namespace="arq-staging" of kubelet_volume_stats_available_bytes',
        'without persistentvolumeclaim=~"data-arq-postgres-[0-9]+" of kubelet_volume_stats_available_bytes',
        'without namespace="arq-staging" of kubelet_volume_stats_capacity_bytes',
        'without persistentvolumeclaim=~"data-arq-postgres-[0-9]+" of kubelet_volume_stats_capacity_bytes',
        'without namespace="arq-staging" of kubelet_volume_stats_available_bytes #2',
        'without persistentvolumeclaim=~"data-arq-postgres-[0-9]+" of kubelet_volume_stats_available_bytes #2',
        'without namespace="arq-staging" of kubelet_volume_stats_available_bytes #3',
        'without persistentvolumeclaim=~"data-arq-postgres-[0-9]+" of kubelet_volume_stats_available_bytes #3',
      ],
    },
  },
  {
    reason: 'It fires whatever its number is.',
    mutations: { Watchdog: ['1 -> 2', '1 -> 0'] },
  },
];
