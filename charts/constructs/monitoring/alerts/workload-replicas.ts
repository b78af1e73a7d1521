import { ofWorkload, type Watched } from '../watched.ts';

/** Series of kube-state-metrics, or of the controller of Rollouts, that tell how many pods a workload has, and how far a change of it has got. */
export interface ReplicaSeries {
  /** Pods that are asked for. */
  readonly wanted: string;
  /** Pods that serve. */
  readonly available: string;
  /** Pods of the latest revision. */
  readonly updated: string;
  /** How often the workload was changed, and the last change that its controller has seen; nobody tells it of a Rollout. */
  readonly generations?: { readonly written: string; readonly observed: string };
}

/** The series of one workload, each by itself: two replicas of kube-state-metrics tell everything twice. */
export function replicaSeries(watched: Watched): ReplicaSeries {
  const of = ofWorkload(watched);
  if (watched.kind === 'StatefulSet') {
    return {
      wanted: `kube_statefulset_replicas{${of}}`,
      available: `kube_statefulset_status_replicas_available{${of}}`,
      updated: `kube_statefulset_status_replicas_updated{${of}}`,
      generations: {
        written: `kube_statefulset_metadata_generation{${of}}`,
        observed: `kube_statefulset_status_observed_generation{${of}}`,
      },
    };
  }
  if (watched.kind === 'Rollout') {
    return {
      wanted: `rollout_info_replicas_desired{${of}}`,
      // Of the active colour.
      available: `rollout_info_replicas_available{${of}}`,
      updated: `rollout_info_replicas_updated{${of}}`,
    };
  }
  return {
    wanted: `kube_deployment_spec_replicas{${of}}`,
    available: `kube_deployment_status_replicas_available{${of}}`,
    updated: `kube_deployment_status_replicas_updated{${of}}`,
    generations: {
      written: `kube_deployment_metadata_generation{${of}}`,
      observed: `kube_deployment_status_observed_generation{${of}}`,
    },
  };
}
