import { type Alert, alert } from '../alert.ts';
import { ofContainers, type Watched } from '../watched.ts';
import { limitOf } from './container-series.ts';
import { percent, requireShare } from './share.ts';

/** Numbers of `HighMemoryUsage`. */
export type HighMemoryUsageThresholds = {
  /**
   * Share of the limit. @default 0.8: the rest goes in one burst. A database takes more, since its page cache counts as
   * memory in use.
   */
  readonly limitShare: number;
};

const defaults: HighMemoryUsageThresholds = { limitShare: 0.8 };

/** A container nears its memory limit, at which the kernel ends it. */
export function highMemoryUsage(watched: Watched, thresholds: Partial<HighMemoryUsageThresholds> = {}): Alert {
  const chosen = { ...defaults, ...thresholds };
  requireShare(chosen.limitShare, `HighMemoryUsage of ${watched.workload}: limitShare`);
  return alert({
    name: 'HighMemoryUsage',
    severity: 'warning',
    for: '5m',
    thresholds: chosen,
    expression: ({ limitShare }) => `
      max by (namespace, pod, container) (container_memory_working_set_bytes{${ofContainers(watched)}})
      /
      ${limitOf(watched, 'memory')}
      > ${limitShare}`,
    summary: '{{ $labels.pod }} uses {{ $value | humanizePercentage }} of its memory in {{ $labels.namespace }}',
    description:
      'Container {{ $labels.container }} of {{ $labels.pod }} has used more than ' +
      `${percent(chosen.limitShare)} of its memory limit for 5 minutes; at the limit it is killed.`,
  });
}
