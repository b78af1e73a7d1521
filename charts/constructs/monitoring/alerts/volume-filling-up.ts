import { type Alert, alert } from '../alert.ts';
import { ofClaims, type Watched } from '../watched.ts';
import { percent, requireShare } from './share.ts';

/** Numbers of `VolumeFillingUp`. */
export type VolumeFillingUpThresholds = {
  /** Hours until the volume is full. @default 12: a night, so it cannot wait for the morning */
  readonly hours: number;
  /** Share of the volume that is free at most. @default 0.4: with more, there is time to watch */
  readonly freeShare: number;
};

const defaults: VolumeFillingUpThresholds = { hours: 12, freeShare: 0.4 };

/**
 * A volume is full, or will be within hours. Both the last three hours and the last half of one have to say so: a burst that
 * is over shows in the first alone, the rising side of a sawtooth, as of files that are rewritten, in the second alone.
 */
export function volumeFillingUp(watched: Watched, thresholds: Partial<VolumeFillingUpThresholds> = {}): Alert {
  const of = ofClaims(watched);
  const chosen = { ...defaults, ...thresholds };
  requireShare(chosen.freeShare, `VolumeFillingUp of ${watched.workload}: freeShare`);
  const by = 'max by (namespace, persistentvolumeclaim)';
  const available = `kubelet_volume_stats_available_bytes{${of}}`;
  return alert({
    name: 'VolumeFillingUp',
    severity: 'critical',
    for: '30m',
    thresholds: chosen,
    expression: ({ hours, freeShare }) => `
      ${by} (${available}) / ${by} (kubelet_volume_stats_capacity_bytes{${of}}) < ${freeShare}
      and
      ${by} (predict_linear(${available}[3h], ${hours * 3600})) <= 0
      and
      ${by} (predict_linear(${available}[30m], ${hours * 3600})) <= 0`,
    summary: 'Volume {{ $labels.persistentvolumeclaim }} will be full within hours in {{ $labels.namespace }}',
    description:
      `The volume of ${watched.workload} has {{ $value | humanizePercentage }} left, less than ` +
      `${percent(chosen.freeShare)}, and at the pace of the last hours it is full in less than ${chosen.hours} hours.`,
  });
}
