import { type Alert, alert } from '../alert.ts';
import { ofClaims, type Watched } from '../watched.ts';
import { percent, requireShare } from './share.ts';
import { usedShare } from './volume-used-share.ts';

/** Numbers of `LowInodes`. */
export type LowInodesThresholds = {
  /** Share of the volume's inodes that is used. @default 0.85: as for its bytes */
  readonly usedShare: number;
};

const defaults: LowInodesThresholds = { usedShare: 0.85 };

/** A volume can hold few more files, whatever room they take. File systems that count none are left out. */
export function lowInodes(watched: Watched, thresholds: Partial<LowInodesThresholds> = {}): Alert {
  const of = ofClaims(watched);
  const chosen = { ...defaults, ...thresholds };
  requireShare(chosen.usedShare, `LowInodes of ${watched.workload}: usedShare`);
  const used = usedShare(
    `kubelet_volume_stats_inodes_free{${of}}`,
    `kubelet_volume_stats_inodes{${of}}`,
    'namespace, persistentvolumeclaim',
  );
  return alert({
    name: 'LowInodes',
    severity: 'warning',
    for: '5m',
    thresholds: chosen,
    expression: (numbers) => `${used}
      > ${numbers.usedShare}`,
    summary: 'Volume {{ $labels.persistentvolumeclaim }} runs out of inodes in {{ $labels.namespace }}',
    description:
      `For 5 minutes more than ${percent(chosen.usedShare)} of the inodes of the volume of ${watched.workload} have been ` +
      'in use; when none is left, no file can be created.',
  });
}
