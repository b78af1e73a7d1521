import type { Check } from './check.ts';
import { mainContainer, title } from './model.ts';

/**
 * A probe that gives up before the checks behind it do: the kubelet would see a timeout where the program had an answer
 * to give.
 */
export const probeTimeout: Check = ({ workloads }) =>
  workloads.flatMap((workload) =>
    (['startup', 'liveness', 'readiness'] as const).flatMap((name) => {
      const { probes } = workload.facts;
      const checkTimeout = (probes?.[name] ?? probes?.liveness)?.checkTimeoutSeconds;
      const probe = mainContainer(workload)?.[`${name}Probe`];
      if (checkTimeout === undefined || !probe) return [];
      const timeout = probe.timeoutSeconds ?? 1;
      if (timeout > checkTimeout) return [];
      return [
        `${workload.path}: the ${name} probe of ${title(workload)} times out after ${timeout} s but the checks behind ` +
          `it take up to ${checkTimeout} s; let the probe wait longer`,
      ];
    }),
  );
