import { controlPlane } from './control-plane.mjs';
import { kubeState } from './kube-state.mjs';
import { nodeTargets } from './nodes.mjs';
import { platformTargets } from './platform.mjs';
import { rolloutsController } from './rollouts.mjs';

/**
 * A cluster of eight nodes with the platform twice, another team's shop, and its monitoring: everything that either set of
 * rules reads and a healthy cluster of that kind shows. Nothing is in it that no rule reads.
 * @returns {import('./series.mjs').Target[]}
 */
export function cluster() {
  return [...kubeState(), ...nodeTargets(), ...platformTargets(), ...rolloutsController(), ...controlPlane()];
}
