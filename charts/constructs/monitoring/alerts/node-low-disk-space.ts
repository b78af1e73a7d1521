import { type Alert, alert } from '../alert.ts';
import { percent, requireShare } from './share.ts';
import { usedShare } from './volume-used-share.ts';

/** Numbers of `LowDiskSpace` of nodes. */
export type NodeLowDiskSpaceThresholds = {
  /** Share of a device that is used. @default 0.85: there the kubelet begins to delete images, and soon after to evict pods */
  readonly usedShare: number;
};

const defaults: NodeLowDiskSpaceThresholds = { usedShare: 0.85 };

/** In memory, or full by nature. */
const excluded = 'fstype!~"tmpfs|ramfs|overlay|squashfs|erofs|iso9660"';

/** A device of a node has little room left, wherever it is mounted; one that nobody can write to cannot get fuller. */
export function nodeLowDiskSpace(job: string, thresholds: Partial<NodeLowDiskSpaceThresholds> = {}): Alert {
  const of = `job="${job}",${excluded}`;
  const chosen = { ...defaults, ...thresholds };
  requireShare(chosen.usedShare, 'LowDiskSpace of nodes: usedShare');
  const used = usedShare(
    `node_filesystem_avail_bytes{${of}} unless node_filesystem_readonly == 1`,
    `node_filesystem_size_bytes{${of}}`,
    'namespace, instance, device',
  );
  return alert({
    name: 'LowDiskSpace',
    severity: 'warning',
    for: '10m',
    thresholds: chosen,
    expression: (numbers) => `${used}
      > ${numbers.usedShare}`,
    summary: '{{ $labels.device }} of {{ $labels.instance }} is {{ $value | humanizePercentage }} full',
    description:
      `For 10 minutes the device {{ $labels.device }} of the node {{ $labels.instance }} has been more than ` +
      `${percent(chosen.usedShare)} full; the kubelet deletes images, and evicts pods in the end.`,
  });
}
