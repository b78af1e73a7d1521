import { gauge } from './series.mjs';
import { workloads } from './workloads.mjs';

/** What the two replicas of the controller of Argo Rollouts say, as far as rules read it. */
export function rolloutsController() {
  const series = workloads.filter(({ kind }) => kind === 'Rollout').flatMap(rollout);
  return [0, 1].map((index) => ({
    labels: { job: 'argo-rollouts-metrics', namespace: 'argo-rollouts', instance: `10.0.5.${index}:8090` },
    series,
  }));
}

function rollout({ namespace, name, replicas }) {
  const labels = { namespace, name };
  return [
    gauge('rollout_info', { ...labels, phase: 'Completed', strategy: 'blueGreen' }, 1),
    ...['available', 'desired', 'updated'].map((which) => gauge(`rollout_info_replicas_${which}`, labels, replicas)),
  ];
}
