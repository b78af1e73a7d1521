import { type Alert, alert } from '../alert.ts';
import { ofWorkload, type Watched } from '../watched.ts';
import { replicaSeries } from './workload-replicas.ts';

/**
 * A change has not reached all pods within a quarter of an hour: new pods do not get ready, cannot be created, or the
 * controller has not even seen the change. A Deployment says itself that it gave up.
 */
export function rolloutStuck(watched: Watched): Alert {
  const { workload, kind } = watched;
  const { wanted, updated, generation, observedGeneration } = replicaSeries(watched);
  const progressing = `kube_deployment_status_condition{${ofWorkload(watched)},condition="Progressing",status="false"}`;
  const signs = [
    `max by (namespace) (${updated}) < max by (namespace) (${wanted})`,
    `max by (namespace) (${observedGeneration}) < max by (namespace) (${generation})`,
    ...(kind === 'Deployment' ? [`max by (namespace) (${progressing}) == 1`] : []),
  ];
  return alert({
    name: 'RolloutStuck',
    severity: 'warning',
    for: '15m',
    expression: () => signs.join('\nor\n'),
    summary: `The rollout of ${workload} is stuck in {{ $labels.namespace }}`,
    description: `For 15 minutes the latest change of ${kind} ${workload} has not reached all of its pods.`,
  });
}
