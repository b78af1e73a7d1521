/**
 * How a new revision of a service takes over.
 *
 * - `rolling`: a Deployment replaces pod after pod. Kubernetes alone is needed.
 * - `blueGreen`: a Rollout of Argo Rollouts starts all new pods beside the old ones, lets them prove themselves, moves all
 *   traffic at once, and moves it back by itself if they fail. The cluster needs Argo Rollouts.
 */
export type ReleaseStrategy = 'rolling' | 'blueGreen';

/**
 * Revisions whose pods may run at once, for quotas and connections. Beside the active colour and the next one, the colour
 * before them may still be waiting to be returned to.
 */
export function revisionsAtOnce(strategy: ReleaseStrategy): number {
  return strategy === 'blueGreen' ? 3 : 2;
}

/** Label that tells the pods of one revision from those of another; the controller of the workload writes it. */
export const revisionLabel: Readonly<Record<ReleaseStrategy, string>> = {
  rolling: 'pod-template-hash',
  blueGreen: 'rollouts-pod-template-hash',
};

/** API of Argo Rollouts, https://argo-rollouts.readthedocs.io/en/stable/features/specification/. */
export const rolloutsApi = 'argoproj.io/v1alpha1';

/** Name of the Service with the pods of the next revision, beside that of the active one. */
export function previewName(service: string): string {
  return `${service}-preview`;
}
