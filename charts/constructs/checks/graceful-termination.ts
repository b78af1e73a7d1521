import type { Check } from './check.ts';
import { title } from './model.ts';

/** A pod that is killed before it has finished what it was doing. */
export const gracefulTermination: Check = ({ workloads }) =>
  workloads.flatMap((workload) => {
    const { shutdown } = workload.facts;
    if (!shutdown) return [];
    const { preStopSeconds, drainSeconds } = shutdown;
    const grace = workload.pod.terminationGracePeriodSeconds ?? 30;
    if (preStopSeconds + drainSeconds < grace) return [];
    return [
      `${workload.path}: ${title(workload)} takes ${preStopSeconds} s preStop and ${drainSeconds} s drain but is killed ` +
        `after terminationGracePeriodSeconds ${grace}; raise that above ${preStopSeconds + drainSeconds}`,
    ];
  });
