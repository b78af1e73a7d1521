import { ofWorkload, type Watched } from '../watched.ts';

/** Series of kube-state-metrics that tell how many pods a workload has, and how far a change of it has got. */
export interface ReplicaSeries {
  /** Pods that are asked for. */
  readonly wanted: string;
  /** Pods that serve. */
  readonly available: string;
  /** Pods of the latest revision. */
  readonly updated: string;
  /** How often the workload was changed. */
  readonly generation: string;
  /** The last change that its controller has seen. */
  readonly observedGeneration: string;
}

/** The series of one workload, each by itself: two replicas of kube-state-metrics tell everything twice. */
export function replicaSeries(watched: Watched): ReplicaSeries {
  const of = ofWorkload(watched);
  if (watched.kind === 'StatefulSet') {
    return {
      wanted: `kube_statefulset_replicas{${of}}`,
      available: `kube_statefulset_status_replicas_available{${of}}`,
      updated: `kube_statefulset_status_replicas_updated{${of}}`,
      generation: `kube_statefulset_metadata_generation{${of}}`,
      observedGeneration: `kube_statefulset_status_observed_generation{${of}}`,
    };
  }
  return {
    wanted: `kube_deployment_spec_replicas{${of}}`,
    available: `kube_deployment_status_replicas_available{${of}}`,
    updated: `kube_deployment_status_replicas_updated{${of}}`,
    generation: `kube_deployment_metadata_generation{${of}}`,
    observedGeneration: `kube_deployment_status_observed_generation{${of}}`,
  };
}
