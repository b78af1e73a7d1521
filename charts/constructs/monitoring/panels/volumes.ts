import type { Alert } from '../alert.ts';
import { usedShare } from '../alerts/volume-used-share.ts';
import { ofClaims, type Watched } from '../watched.ts';
import type { SubjectRow } from './subject.ts';
import { redFrom, thresholdOf } from './threshold.ts';

const labels = 'namespace, persistentvolumeclaim';
const legend = '{{persistentvolumeclaim}}';
/** How far ahead is looked where no alert says it. */
const usualHours = 12;

/** Rows about the volumes of a StatefulSet. */
export function volumeRows(watched: Watched, alerts: readonly Alert[]): SubjectRow[] {
  const of = ofClaims(watched);
  const available = `kubelet_volume_stats_available_bytes{${of}}`;
  const capacity = `kubelet_volume_stats_capacity_bytes{${of}}`;
  const hours = thresholdOf(alerts, 'VolumeFillingUp', 'hours') ?? usualHours;
  return [
    {
      title: `${watched.workload}: volumes`,
      subject: 'volumes',
      panels: [
        {
          title: 'Space used',
          description:
            'Share of each volume. Above the dashed line LowDiskSpace fires; when it is full every write fails.',
          unit: 'percentunit',
          maximum: 1,
          width: 6,
          queries: [{ expression: usedShare(available, capacity, labels), legend }],
          ...redFrom(alerts, 'LowDiskSpace', 'usedShare'),
        },
        {
          title: 'Space left',
          description: 'Bytes that are free, and the size of the largest volume.',
          unit: 'bytes',
          width: 6,
          queries: [
            { expression: `max by (${labels}) (${available})`, legend },
            { expression: `max(${capacity})`, legend: 'capacity' },
          ],
        },
        {
          title: `Space left in ${hours} hours`,
          description:
            'What the pace of the last hour leads to. Worry when it nears 0: the volume is full then, and writes fail.',
          unit: 'bytes',
          width: 6,
          queries: [
            {
              expression: `clamp_min(max by (${labels}) (predict_linear(${available}[1h], ${hours * 3600})), 0)`,
              legend,
            },
          ],
        },
        {
          title: 'Inodes used',
          description: 'Share of the files that each volume can hold. Above the dashed line LowInodes fires.',
          unit: 'percentunit',
          maximum: 1,
          width: 6,
          queries: [
            {
              expression: usedShare(
                `kubelet_volume_stats_inodes_free{${of}}`,
                `kubelet_volume_stats_inodes{${of}}`,
                labels,
              ),
              legend,
            },
          ],
          ...redFrom(alerts, 'LowInodes', 'usedShare'),
        },
      ],
    },
  ];
}
