import { type Alert, alert } from '../alert.ts';
import type { Duration } from '../duration.ts';
import { ofWorkload, type Watched } from '../watched.ts';
import { replicaSeries } from './workload-replicas.ts';

/**
 * A change has not reached all pods for long: new pods do not get ready, cannot be created, or the controller has not even
 * seen the change. A Deployment says itself that it gave up.
 *
 * A Rollout proves its new pods before and after traffic moves, which takes its time; one that was neither able to prove
 * nor to disprove them pauses until somebody decides.
 */
export function rolloutStuck(watched: Watched): Alert {
  const { workload, kind } = watched;
  const minutes = kind === 'Rollout' ? 30 : 15;
  const signs = kind === 'Rollout' ? signsOfRollout(watched) : signsOfOthers(watched);
  return alert({
    name: 'RolloutStuck',
    severity: 'warning',
    for: `${minutes}m` satisfies Duration,
    expression: () => signs.join('\nor\n'),
    summary: `The rollout of ${workload} is stuck in {{ $labels.namespace }}`,
    description: `For ${minutes} minutes the latest change of ${kind} ${workload} has not reached all of its pods.`,
  });
}

function signsOfRollout(watched: Watched): string[] {
  return [
    `max by (namespace) (rollout_info{${ofWorkload(watched)},phase=~"Error|InvalidSpec|Paused|Progressing"}) == 1`,
  ];
}

function signsOfOthers(watched: Watched): string[] {
  const { wanted, updated, generations } = replicaSeries(watched);
  const progressing = `kube_deployment_status_condition{${ofWorkload(watched)},condition="Progressing",status="false"}`;
  return [
    `max by (namespace) (${updated}) < max by (namespace) (${wanted})`,
    ...(generations
      ? [`max by (namespace) (${generations.observed}) < max by (namespace) (${generations.written})`]
      : []),
    ...(watched.kind === 'Deployment' ? [`max by (namespace) (${progressing}) == 1`] : []),
  ];
}
