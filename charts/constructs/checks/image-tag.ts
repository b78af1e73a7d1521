import { unpinnedReason } from '../workloads/image.ts';
import type { Check } from './check.ts';
import { title } from './model.ts';

/** An image that may be another one tomorrow. */
export const imageTag: Check = ({ workloads }) =>
  workloads.flatMap((workload) =>
    workload.containers.flatMap(({ name, image = '' }) => {
      const reason = unpinnedReason(String(image));
      if (reason === undefined) return [];
      return [
        `${workload.path}: the image "${image}" of container ${name} in ${title(workload)} ${reason}; name a fixed ` +
          'version or a digest',
      ];
    }),
  );
