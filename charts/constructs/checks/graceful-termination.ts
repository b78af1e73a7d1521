import type { Check } from './check.ts';
import { type Container, mainContainer, title } from './model.ts';

/** A pod that is killed before it has finished what it was doing. */
export const gracefulTermination: Check = ({ workloads }) =>
  workloads.flatMap((workload) => {
    const { shutdown } = workload.facts;
    if (!shutdown) return [];
    const { drainSeconds } = shutdown;
    const preStopSeconds = secondsOf(mainContainer(workload)) ?? shutdown.preStopSeconds;
    const grace = workload.pod.terminationGracePeriodSeconds ?? 30;
    if (preStopSeconds + drainSeconds < grace) return [];
    return [
      `${workload.path}: ${title(workload)} takes ${preStopSeconds} s preStop and ${drainSeconds} s drain but is killed ` +
        `after terminationGracePeriodSeconds ${grace}; raise that above ${preStopSeconds + drainSeconds}`,
    ];
  });

/** How long the emitted hook sleeps; `undefined` where it waits by other means. */
function secondsOf(container: Container): number | undefined {
  const hook = container?.lifecycle?.preStop;
  if (!hook) return 0;
  const seconds = /(?:^|[ /])sleep (\d+)s?(?!\S)/.exec(hook.exec?.command?.join(' ') ?? '')?.[1];
  return hook.sleep?.seconds ?? (seconds === undefined ? undefined : Number(seconds));
}
