import type { Explanation } from './explained.ts';

const phaseAlone = [
  'without right of ==: 1 of rollout_info',
  '== 1 -> <= of rollout_info',
  '== 1 -> >= of rollout_info',
  'max -> min of rollout_info',
  'max -> avg of rollout_info',
];

/** Of alerts of web services and of every workload. */
export const explainedOfServices: readonly Explanation[] = [
  {
    reason: 'Of whole numbers that are not negative, the sum reaches 1 exactly when the largest does.',
    mutations: {
      BackendDown: [
        'max -> sum of rollout_info_replicas_available',
        'max -> sum of up',
        'max -> sum of rollout_info_replicas_available #2',
        'max -> sum of rollout_info_replicas_desired',
      ],
      TargetDown: ['max -> sum of up'],
      AutoscalerInactive: ['max -> sum of rollout_info_replicas_desired'],
      ContainerOutOfMemory: ['max -> sum of kube_pod_container_status_restarts_total'],
      PodCrashLooping: ['max -> sum of kube_pod_container_status_restarts_total #2'],
      PodNotReady: ['max -> sum of kube_pod_container_status_ready'],
      DatabasePoolExhausted: ['max -> sum of arq_database_pool_waiting'],
      DependencyUnreachable: ['max -> sum of arq_dependency_up'],
      FrontendDown: [
        'max -> sum of rollout_info_replicas_available',
        'max -> sum of up',
        'max -> sum of rollout_info_replicas_available #2',
        'max -> sum of probe_success',
        'max -> sum of rollout_info_replicas_desired',
      ],
      ProbeUnreliable: ['max -> sum of probe_success #2', 'max -> sum of rollout_info_replicas_desired'],
    },
  },
  {
    reason: 'The value is 0 or 1.',
    mutations: {
      BackendDown: ['< 1 -> != of up'],
      TargetDown: ['== 1 -> >= of kube_pod_container_status_ready', '< 1 -> != of up'],
      AutoscalerInactive: ['== 1 -> >= of kube_horizontalpodautoscaler_status_condition'],
      ContainerOutOfMemory: ['== 1 -> >= of kube_pod_container_status_last_terminated_reason'],
      PodNotReady: [
        '< 1 -> != of kube_pod_container_status_ready',
        '== 1 -> >= of kube_pod_status_phase',
        '== 1 -> >= of kube_pod_status_phase #2',
      ],
      DependencyUnreachable: ['< 1 -> != of arq_dependency_up'],
      FrontendDown: ['< 1 -> != of up', '< 1 -> != of probe_success'],
      ProbeUnreliable: ['< 1 -> != of probe_success'],
    },
  },
  {
    reason:
      'Both sides are joined by this label, and the other side has the matcher: what is read too much finds no partner.',
    mutations: {
      BackendDown: [
        'without namespace="arq-staging" of rollout_info_replicas_available #2',
        'without namespace="arq-staging" of rollout_info_replicas_desired',
      ],
      TargetDown: [
        'without namespace of on (namespace, pod) of kube_pod_container_status_ready',
        'without namespace="arq-staging" of kube_pod_container_status_ready',
        'without namespace="arq-staging" of up',
      ],
      HighErrorRate: [
        'without namespace="arq-staging" of http_request_duration_seconds_count',
        'without namespace="arq-staging" of http_request_duration_seconds_count #2',
        'without namespace="arq-staging" of http_request_duration_seconds_count #3',
      ],
      SlowResponseTime: [
        'without namespace="arq-staging" of http_request_duration_seconds_bucket',
        'without namespace="arq-staging" of http_request_duration_seconds_count',
      ],
      AutoscalerAtMaximum: [
        'without namespace="arq-staging" of kube_horizontalpodautoscaler_status_current_replicas',
        'without namespace="arq-staging" of kube_horizontalpodautoscaler_spec_max_replicas',
        'without namespace="arq-staging" of kube_horizontalpodautoscaler_spec_max_replicas #2',
        'without namespace="arq-staging" of kube_horizontalpodautoscaler_spec_min_replicas',
      ],
      AutoscalerInactive: ['without namespace="arq-staging" of rollout_info_replicas_desired'],
      FileDescriptorsRunningOut: [
        'without namespace="arq-staging" of process_open_fds',
        'without namespace="arq-staging" of process_max_fds',
      ],
      HighMemoryUsage: [
        'without namespace="arq-staging" of container_memory_working_set_bytes',
        'without container="$workload" of container_memory_working_set_bytes',
        'without namespace="arq-staging" of kube_pod_container_resource_limits',
        'without container="$workload" of kube_pod_container_resource_limits',
      ],
      HighCPUUsage: [
        'without namespace="arq-staging" of container_cpu_usage_seconds_total',
        'without container="$workload" of container_cpu_usage_seconds_total',
        'without namespace="arq-staging" of kube_pod_container_resource_limits',
        'without container="$workload" of kube_pod_container_resource_limits',
      ],
      ContainerThrottled: [
        'without namespace="arq-staging" of container_cpu_cfs_throttled_periods_total',
        'without container="$workload" of container_cpu_cfs_throttled_periods_total',
        'without namespace="arq-staging" of container_cpu_cfs_periods_total',
        'without container="$workload" of container_cpu_cfs_periods_total',
      ],
      ContainerOutOfMemory: [
        'without namespace="arq-staging" of kube_pod_container_status_restarts_total',
        'without container="$workload" of kube_pod_container_status_restarts_total',
        'without namespace="arq-staging" of kube_pod_container_status_last_terminated_reason',
        'without container="$workload" of kube_pod_container_status_last_terminated_reason',
      ],
      PodNotReady: [
        'without namespace="arq-staging" of kube_pod_status_phase',
        'without pod=~"$workload-[0-9]+" of kube_pod_status_phase',
      ],
      PodCrashLooping: [
        'without namespace="arq-staging" of kube_pod_container_status_restarts_total',
        'without container="$workload" of kube_pod_container_status_restarts_total',
        'without namespace="arq-staging" of kube_pod_container_status_restarts_total #2',
        'without container="$workload" of kube_pod_container_status_restarts_total #2',
      ],
      RolloutStuck: [
        'without namespace="arq-staging" of kube_statefulset_status_replicas_updated',
        'without namespace="arq-staging" of kube_statefulset_replicas',
        'without namespace="arq-staging" of kube_statefulset_status_observed_generation',
        'without namespace="arq-staging" of kube_statefulset_metadata_generation',
      ],
      AlertsRejected: [
        'without namespace="arq-staging" of http_requests_total',
        'without namespace="arq-staging" of http_requests_total #2',
      ],
      AvailabilityBudgetBurnFast: [
        'without namespace="arq-staging" of http_request_duration_seconds_count',
        'without namespace="arq-staging" of http_request_duration_seconds_count #2',
        'without namespace="arq-staging" of http_request_duration_seconds_count #3',
        'without namespace="arq-staging" of http_request_duration_seconds_count #4',
        'without namespace="arq-staging" of http_request_duration_seconds_count #5',
      ],
      AvailabilityBudgetBurnSlow: [
        'without namespace="arq-staging" of http_request_duration_seconds_count',
        'without namespace="arq-staging" of http_request_duration_seconds_count #2',
        'without namespace="arq-staging" of http_request_duration_seconds_count #3',
        'without namespace="arq-staging" of http_request_duration_seconds_count #4',
        'without namespace="arq-staging" of http_request_duration_seconds_count #5',
      ],
      LatencyBudgetBurnFast: [
        'without namespace="arq-staging" of http_request_duration_seconds_bucket',
        'without namespace="arq-staging" of http_request_duration_seconds_bucket #2',
        'without namespace="arq-staging" of http_request_duration_seconds_count',
        'without namespace="arq-staging" of http_request_duration_seconds_count #2',
        'without namespace="arq-staging" of http_request_duration_seconds_count #3',
      ],
      LatencyBudgetBurnSlow: [
        'without namespace="arq-staging" of http_request_duration_seconds_bucket',
        'without namespace="arq-staging" of http_request_duration_seconds_bucket #2',
        'without namespace="arq-staging" of http_request_duration_seconds_count',
        'without namespace="arq-staging" of http_request_duration_seconds_count #2',
        'without namespace="arq-staging" of http_request_duration_seconds_count #3',
      ],
      FrontendDown: [
        'without namespace="arq-staging" of rollout_info_replicas_available #2',
        'without namespace="arq-staging" of rollout_info_replicas_desired',
      ],
      ProbeUnreliable: [
        'without namespace="arq-staging" of probe_success',
        'without namespace="arq-staging" of probe_success #2',
        'without namespace="arq-staging" of rollout_info_replicas_desired',
      ],
      FrontendBackendErrors: [
        'without namespace="arq-staging" of backend_fetch_errors_total',
        'without namespace="arq-staging" of backend_fetch_duration_seconds_count',
        'without namespace="arq-staging" of backend_fetch_errors_total #2',
      ],
    },
  },
  {
    reason: 'A quantile depends on the proportions of the buckets alone, and each series has all of them.',
    mutations: {
      SlowResponseTime: [
        'sum -> avg of http_request_duration_seconds_bucket',
        'rate -> increase of http_request_duration_seconds_bucket',
      ],
    },
  },
  {
    reason:
      'Kubernetes never lets the left side be on the other side of the right one: a generation is not observed before it exists, a minimum not above the maximum.',
    mutations: {
      AutoscalerAtMaximum: ['> kube_horizontalpodautoscaler_spec_min_replicas -> !='],
      RolloutStuck: ['< kube_statefulset_metadata_generation -> !='],
    },
  },
  {
    reason: 'The number is never negative.',
    mutations: {
      HighMemoryUsage: ['> 0 -> != of kube_pod_container_resource_limits'],
      HighCPUUsage: ['> 0 -> != of kube_pod_container_resource_limits'],
    },
  },
  {
    reason: 'No container has a memory limit of one byte.',
    mutations: {
      HighMemoryUsage: ['0 -> 1 of kube_pod_container_resource_limits'],
    },
  },
  {
    reason:
      'Whether something was refused at all is asked: any positive number says so, in any unit, of one series or all.',
    mutations: {
      AlertsRejected: [
        '> 0 -> != of http_requests_total',
        'sum -> max of http_requests_total',
        'sum -> avg of http_requests_total',
        'increase -> rate of http_requests_total',
        '> 0 -> != of http_requests_total #2',
        'sum -> max of http_requests_total #2',
        'sum -> avg of http_requests_total #2',
        'increase -> rate of http_requests_total #2',
      ],
    },
  },
  {
    reason: 'The value is 1; where it would be another one, there is no such series.',
    mutations: {
      RolloutStuck: phaseAlone,
      ReleaseAborted: phaseAlone,
    },
  },
  {
    reason: 'Of values 0 and 1, the mean is below 1 exactly when the least is.',
    mutations: {
      ProbeUnreliable: ['min_over_time -> avg_over_time of probe_success'],
    },
  },
];
