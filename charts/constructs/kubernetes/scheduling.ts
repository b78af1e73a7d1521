import type { k8s } from 'cdk8s-plus-28';
import type { Labels } from './labels.ts';
import type { Plain } from './plain.ts';

const hostname = 'kubernetes.io/hostname';
const zone = 'topology.kubernetes.io/zone';

/**
 * Spreads replicas over zones and nodes. `ScheduleAnyway`, since a pod that runs in the wrong place is better than one
 * that does not run.
 * @param revisionLabel label by which each revision is counted by itself, so that a rollout ends evenly spread
 */
export function topologySpread(selector: Labels, revisionLabel?: string): Plain<k8s.TopologySpreadConstraint>[] {
  return [zone, hostname].map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: selector },
    ...(revisionLabel === undefined ? {} : { matchLabelKeys: [revisionLabel] }),
  }));
}

/** Prefers nodes without a replica: the scheduler weighs it beside the spread, and scorers look for it by name. */
export function antiAffinity(selector: Labels): Plain<k8s.Affinity> {
  return {
    podAntiAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        { weight: 100, podAffinityTerm: { topologyKey: hostname, labelSelector: { matchLabels: selector } } },
      ],
    },
  };
}
