import { countedResources } from '../kubernetes/footprint.ts';
import type { Check } from './check.ts';
import { title } from './model.ts';

/** A container without a request or a limit for something that the namespace's quota counts. */
export const containerResources: Check = ({ workloads }) =>
  workloads.flatMap((workload) =>
    workload.containers.flatMap(({ name, resources }) => {
      const missing = (['requests', 'limits'] as const).flatMap((kind) =>
        countedResources.filter((resource) => resources?.[kind]?.[resource] === undefined).map((r) => `${kind}.${r}`),
      );
      if (missing.length === 0) return [];
      return [`${workload.path}: container ${name} of ${title(workload)} lacks ${missing.join(', ')}; set them`];
    }),
  );
