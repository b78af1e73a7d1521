import type { Check } from './check.ts';
import { type Model, title, type Workload } from './model.ts';

/** A disruption budget that blocks every eviction, and with it every drain of a node. */
export const disruptionBudget: Check = (model) =>
  model.ofKind('PodDisruptionBudget').flatMap((budget) => {
    const { maxUnavailable, minAvailable, selector } = budget.object.spec ?? {};
    return model.matching(selector).flatMap((workload) => {
      const replicas = minimumReplicas(model, workload);
      const evictable =
        maxUnavailable === undefined ? replicas - pods(minAvailable ?? 0, replicas) : pods(maxUnavailable, replicas);
      // Where nothing runs, nothing is in the way of a drain.
      if (evictable > 0 || replicas === 0) return [];
      const rule = maxUnavailable === undefined ? `minAvailable ${minAvailable}` : `maxUnavailable ${maxUnavailable}`;
      return [
        `${budget.path}: ${title(budget)} has ${rule} but ${title(workload)} may have only ${replicas} ` +
          `${replicas === 1 ? 'pod' : 'pods'}, so none can ever be evicted; use maxUnavailable 1, and no budget for a ` +
          'single pod',
      ];
    });
  });

function minimumReplicas(model: Model, workload: Workload): number {
  const autoscaler = model.autoscalerOf(workload);
  return (autoscaler ? autoscaler.object.spec.minReplicas : workload.object.spec?.replicas) ?? 1;
}

/** A number of pods from a number or a percentage; Kubernetes rounds both up. */
function pods(value: number | string, replicas: number): number {
  if (typeof value === 'number') return value;
  return Math.ceil((replicas * Number.parseFloat(value)) / 100);
}
