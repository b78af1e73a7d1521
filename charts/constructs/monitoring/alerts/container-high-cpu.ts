import { type Alert, alert } from '../alert.ts';
import { ofContainers, ofJob, type Watched } from '../watched.ts';
import { limitOf } from './container-series.ts';
import { percent, requireShare } from './share.ts';

/** Numbers of `HighCPUUsage`. */
export type HighCpuUsageThresholds = {
  /** Share of the limit. @default 0.8: above it, bursts are throttled */
  readonly limitShare: number;
  /** Cores that a Node.js process uses. @default 0.8: its one thread for JavaScript has one, whatever the limit */
  readonly nodeCores: number;
};

const defaults: HighCpuUsageThresholds = { limitShare: 0.8, nodeCores: 0.8 };

/** What is known of a workload's use of processors. */
export interface CpuFacts {
  /** Its metrics are those of one Node.js process per pod. */
  readonly node: boolean;
}

/**
 * A container works at the limit of its processors, or a Node.js process at that of one core. The latter is told by the
 * process itself, and so without Kubernetes as well.
 */
export function highCpuUsage(
  watched: Watched,
  { node }: CpuFacts,
  thresholds: Partial<HighCpuUsageThresholds> = {},
): Alert {
  const { limitShare, ...ofNode } = { ...defaults, ...thresholds };
  requireShare(limitShare, `HighCPUUsage of ${watched.workload}: limitShare`);
  const common = { name: 'HighCPUUsage', severity: 'warning', for: '5m' } as const;
  const ofLimit = (share: number) => `
      max by (namespace, pod, container) (rate(container_cpu_usage_seconds_total{${ofContainers(watched)}}[2m]))
      /
      ${limitOf(watched, 'cpu')}
      > ${share}`;
  if (!node) {
    return alert({
      ...common,
      thresholds: { limitShare },
      expression: (chosen) => ofLimit(chosen.limitShare),
      summary: '{{ $labels.pod }} uses {{ $value | humanizePercentage }} of its CPU limit in {{ $labels.namespace }}',
      description:
        'Container {{ $labels.container }} of {{ $labels.pod }} has used more than ' +
        `${percent(limitShare)} of its CPU limit for 5 minutes.`,
    });
  }
  return alert({
    ...common,
    thresholds: { limitShare, ...ofNode },
    expression: (chosen) => `${ofLimit(chosen.limitShare)}
      or
      max by (namespace, pod, container) (rate(process_cpu_seconds_total{${ofJob(watched)}}[2m])) > ${chosen.nodeCores}`,
    summary: `${watched.workload} uses {{ $value | humanizePercentage }} of a CPU or of its limit in {{ $labels.namespace }}`,
    description:
      `A pod of ${watched.workload} ({{ $labels.pod }}) has used more than ${percent(limitShare)} of its CPU limit or more ` +
      `than ${ofNode.nodeCores} cores for 5 minutes; JavaScript runs on one core only, whatever the limit.`,
  });
}
