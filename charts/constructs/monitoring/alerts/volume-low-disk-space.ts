import { type Alert, alert } from '../alert.ts';
import { ofClaims, type Watched } from '../watched.ts';
import { percent, requireShare } from './share.ts';
import { usedShare } from './volume-used-share.ts';

/** Numbers of `LowDiskSpace`. */
export type LowDiskSpaceThresholds = {
  /** Share of the volume that is used. @default 0.85: time to order a larger one by day */
  readonly usedShare: number;
};

const defaults: LowDiskSpaceThresholds = { usedShare: 0.85 };

/** A volume has little room left. What only the file system's administrator may use counts as used. */
export function lowDiskSpace(watched: Watched, thresholds: Partial<LowDiskSpaceThresholds> = {}): Alert {
  const of = ofClaims(watched);
  const chosen = { ...defaults, ...thresholds };
  requireShare(chosen.usedShare, `LowDiskSpace of ${watched.workload}: usedShare`);
  const used = usedShare(
    `kubelet_volume_stats_available_bytes{${of}}`,
    `kubelet_volume_stats_capacity_bytes{${of}}`,
    'namespace, persistentvolumeclaim',
  );
  return alert({
    name: 'LowDiskSpace',
    severity: 'warning',
    for: '5m',
    thresholds: chosen,
    expression: (numbers) => `${used}
      > ${numbers.usedShare}`,
    summary:
      'Volume {{ $labels.persistentvolumeclaim }} is {{ $value | humanizePercentage }} full in {{ $labels.namespace }}',
    description:
      `For 5 minutes the volume of ${watched.workload} has been more than ${percent(chosen.usedShare)} full; when it is ` +
      'full, every write fails.',
  });
}
