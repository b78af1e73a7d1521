import type { Check } from './check.ts';
import { title } from './model.ts';

/**
 * A fixed number of replicas beside an autoscaler: each sync would undo the autoscaler's work, and removing the number
 * later would drop the workload to one pod.
 */
export const autoscaledReplicas: Check = (model) =>
  model.workloads.flatMap((workload) => {
    const autoscaler = model.autoscalerOf(workload);
    const replicas = workload.object.spec?.replicas;
    if (!autoscaler || replicas === undefined) return [];
    const { minReplicas = 1, maxReplicas } = autoscaler.object.spec;
    return [
      `${workload.path}: ${title(workload)} has replicas ${replicas} but ${title(autoscaler)} scales it from ` +
        `${minReplicas} to ${maxReplicas}; remove one of them`,
    ];
  });
