import { type Alert, alert } from '../alert.ts';
import { percent, requireShare } from './share.ts';
import { usedShare } from './volume-used-share.ts';

/** Numbers of `HighMemoryUsage` of nodes. */
export type NodeHighMemoryThresholds = {
  /** Share of the memory, caches that can be given back left out. @default 0.8: a pod that moves here needs the rest */
  readonly usedShare: number;
};

const defaults: NodeHighMemoryThresholds = { usedShare: 0.8 };

/** A node has little memory left; when it runs out, the kernel ends whatever uses most. */
export function nodeHighMemory(job: string, thresholds: Partial<NodeHighMemoryThresholds> = {}): Alert {
  const chosen = { ...defaults, ...thresholds };
  requireShare(chosen.usedShare, 'HighMemoryUsage of nodes: usedShare');
  const used = usedShare(
    `node_memory_MemAvailable_bytes{job="${job}"}`,
    `node_memory_MemTotal_bytes{job="${job}"}`,
    'namespace, instance',
  );
  return alert({
    name: 'HighMemoryUsage',
    severity: 'warning',
    for: '10m',
    thresholds: chosen,
    expression: (numbers) => `${used}
      > ${numbers.usedShare}`,
    summary: '{{ $labels.instance }} uses {{ $value | humanizePercentage }} of its memory',
    description:
      `For 10 minutes the node {{ $labels.instance }} has used more than ${percent(chosen.usedShare)} of its memory; ` +
      'when there is none left, processes are killed.',
  });
}
