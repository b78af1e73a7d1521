import { type Alert, alert } from '../alert.ts';
import { percent, requireShare } from './share.ts';

/** Numbers of `HighCPUUsage` of nodes. */
export type NodeHighCpuThresholds = {
  /** Share of all processors. @default 0.8: above it everything on the node waits */
  readonly usedShare: number;
};

const defaults: NodeHighCpuThresholds = { usedShare: 0.8 };

/** A node works at the limit of its processors. Waiting for a disk leaves a processor free; what a host takes away does not. */
export function nodeHighCpu(job: string, thresholds: Partial<NodeHighCpuThresholds> = {}): Alert {
  const chosen = { ...defaults, ...thresholds };
  requireShare(chosen.usedShare, 'HighCPUUsage of nodes: usedShare');
  return alert({
    name: 'HighCPUUsage',
    severity: 'warning',
    for: '10m',
    thresholds: chosen,
    expression: (numbers) => `
      sum by (namespace, instance) (rate(node_cpu_seconds_total{job="${job}",mode!~"idle|iowait"}[5m]))
      /
      count by (namespace, instance) (node_cpu_seconds_total{job="${job}",mode="idle"})
      > ${numbers.usedShare}`,
    summary: '{{ $labels.instance }} uses {{ $value | humanizePercentage }} of its processors',
    description: `For 10 minutes the node {{ $labels.instance }} has used more than ${percent(chosen.usedShare)} of its processors.`,
  });
}
