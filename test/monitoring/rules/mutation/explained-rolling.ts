import type { Explanation } from './explained.ts';

/** Of those alerts that read other series where services are released by Deployments. */
export const explainedOfRolling: readonly Explanation[] = [
  {
    reason: 'Of whole numbers that are not negative, the sum reaches 1 exactly when the largest does.',
    mutations: {
      'BackendDown while rolling': [
        'max -> sum of kube_deployment_status_replicas_available',
        'max -> sum of up',
        'max -> sum of kube_deployment_status_replicas_available #2',
        'max -> sum of kube_deployment_spec_replicas',
      ],
      'FrontendDown while rolling': [
        'max -> sum of kube_deployment_status_replicas_available',
        'max -> sum of up',
        'max -> sum of kube_deployment_status_replicas_available #2',
        'max -> sum of probe_success',
        'max -> sum of kube_deployment_spec_replicas',
      ],
      'ProbeUnreliable while rolling': [
        'max -> sum of probe_success #2',
        'max -> sum of kube_deployment_spec_replicas',
      ],
    },
  },
  {
    reason: 'The value is 0 or 1.',
    mutations: {
      'BackendDown while rolling': ['< 1 -> != of up'],
      'TargetDown while rolling': ['== 1 -> >= of kube_pod_container_status_ready', '== 1 -> >= of up'],
      'RolloutStuck while rolling': ['== 1 -> >= of kube_deployment_status_condition'],
      'FrontendDown while rolling': ['< 1 -> != of up', '< 1 -> != of probe_success'],
      'ProbeUnreliable while rolling': ['< 1 -> != of probe_success'],
    },
  },
  {
    reason:
      'Both sides are joined by this label, and the other side has the matcher: what is read too much finds no partner.',
    mutations: {
      'BackendDown while rolling': [
        'without namespace="arq-staging" of kube_deployment_status_replicas_available #2',
        'without namespace="arq-staging" of kube_deployment_spec_replicas',
      ],
      'FrontendDown while rolling': [
        'without namespace="arq-staging" of kube_deployment_status_replicas_available #2',
        'without namespace="arq-staging" of kube_deployment_spec_replicas',
      ],
      'TargetDown while rolling': [
        'without namespace of on (namespace, pod) of kube_pod_container_status_ready',
        'without namespace="arq-staging" of up',
      ],
      'RolloutStuck while rolling': [
        'without namespace="arq-staging" of kube_deployment_status_replicas_updated',
        'without namespace="arq-staging" of kube_deployment_spec_replicas',
        'without namespace="arq-staging" of kube_deployment_status_observed_generation',
        'without namespace="arq-staging" of kube_deployment_metadata_generation',
      ],
      'ProbeUnreliable while rolling': [
        'without namespace="arq-staging" of probe_success',
        'without namespace="arq-staging" of probe_success #2',
        'without namespace="arq-staging" of kube_deployment_spec_replicas',
      ],
    },
  },
  {
    reason: 'A generation is not observed before it exists.',
    mutations: { 'RolloutStuck while rolling': ['< kube_deployment_metadata_generation -> !='] },
  },
  {
    reason: 'Of values 0 and 1, the mean is below 1 exactly when the least is.',
    mutations: { 'ProbeUnreliable while rolling': ['min_over_time -> avg_over_time of probe_success'] },
  },
];
