import type { Alert } from '../alert.ts';
import type { Watched } from '../watched.ts';
import { type VolumeFillingUpThresholds, volumeFillingUp } from './volume-filling-up.ts';
import { type LowDiskSpaceThresholds, lowDiskSpace } from './volume-low-disk-space.ts';
import { type LowInodesThresholds, lowInodes } from './volume-low-inodes.ts';

/** What the alerts of volumes compare with, by alert. */
export interface VolumeThresholds {
  /** @default documented with each number, as for all of these */
  readonly lowDiskSpace?: Partial<LowDiskSpaceThresholds>;
  readonly volumeFillingUp?: Partial<VolumeFillingUpThresholds>;
  readonly lowInodes?: Partial<LowInodesThresholds>;
}

/** What the volumes of a StatefulSet are watched for. */
export function volumeAlerts(watched: Watched, thresholds: VolumeThresholds = {}): Alert[] {
  return [
    lowDiskSpace(watched, thresholds.lowDiskSpace),
    volumeFillingUp(watched, thresholds.volumeFillingUp),
    lowInodes(watched, thresholds.lowInodes),
  ];
}
