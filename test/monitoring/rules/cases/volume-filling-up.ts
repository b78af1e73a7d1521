import type { RuleCase } from '../rule-case.ts';
import { constant, gone, join, missing, ramp } from '../series.ts';
import { claimOf, ofOtherVolumes, ofTwoNodes, ofVolume, owners } from './volume-subjects.ts';
import { type Moments, teller } from './workload-story.ts';
import { namespace } from './workload-subjects.ts';

const free = 'kubelet_volume_stats_available_bytes';
const total = 'kubelet_volume_stats_capacity_bytes';

/** It has less than 40 left from 3:44 on; a sample of 1/64 less each keeps that moment exact. */
const steady = ramp(61, 61 - 300 * (6 / 64), '5h');
/** It has little left all the time, but begins to fill at 3:30. */
const afterQuiet = join(constant(39, '3h30m'), ramp(39, 15, '2h'));
/** It was filled in the first two hours, and is again from 3:00 on. */
const afterPause = join(ramp(90, 40.5, '2h'), constant(40.5, '1h'), ramp(40.5, 36.5, '1h'));
const burst = join(constant(70, '2h'), ramp(70, 35, '10m'), constant(35, '2h'));
const sawtooth = Array.from({ length: 5 }, () => join(ramp(60, 20, '50m'), ramp(20, 60, '10m'))).join(' ');

/** Tells stories of a volume that holds 100. */
function aboutVolume(workload: string) {
  const tell = teller('VolumeFillingUp', workload, [{ namespace, persistentvolumeclaim: claimOf(workload) }]);
  const size = ofVolume(workload, total, constant(100, '6h'));
  return {
    left: (values: string) => ofVolume(workload, free, values),
    told: (title: string, series: RuleCase['series'], moments: Moments) => tell(title, { ...size, ...series }, moments),
  };
}

function casesOf(workload: string): RuleCase[] {
  const { left, told } = aboutVolume(workload);
  return [
    told('fires half an hour after 60 % were used of a volume that fills steadily', left(steady), {
      silent: ['1h', '3h44m', '4h14m'],
      firing: ['4h15m', '4h30m'],
    }),
    told('fires half an hour after a volume that was quiet for hours will be full in time', left(afterQuiet), {
      silent: ['3h', '4h30m', '4h55m'],
      firing: ['4h56m', '5h10m'],
    }),
    told('fires half an hour after a volume that was filled before is filled again', left(afterPause), {
      silent: ['2h', '2h45m', '3h', '3h51m'],
      firing: ['3h52m', '3h58m'],
    }),
    told('fires when it is full, so that nothing changes any more', left(constant(0, '2h')), {
      silent: ['30m'],
      firing: ['31m', '1h30m'],
    }),
    told(
      'fires when two nodes tell of it, one of which knows an old size',
      {
        ...ofTwoNodes(workload, free, [steady, steady]),
        ...ofTwoNodes(workload, total, [constant(100, '6h'), constant(20, '6h')]),
      },
      { silent: ['4h14m'], firing: ['4h15m', '4h30m'] },
    ),
    told('is silent while more than 40 % are free, however fast it fills', left(ramp(99, 45, '2h')), {
      silent: ['31m', '1h', '1h50m'],
    }),
    told('is silent when it will take longer than twelve hours', left(ramp(38, 36, '1h')), {
      silent: ['31m', '50m'],
    }),
    told('is silent when it has little left, and gets more', left(ramp(5, 20, '1h')), { silent: ['31m', '50m'] }),
    told(
      'is silent while other volumes fill up',
      {
        ...left(constant(70, '1h')),
        ...ofOtherVolumes(workload, free, ramp(30, 20, '1h')),
        ...ofOtherVolumes(workload, total, constant(100, '1h')),
      },
      { silent: ['31m', '50m'] },
    ),
    told(
      'is silent when two nodes tell of it, one of which saw it fuller',
      ofTwoNodes(workload, free, [ramp(66, 54, '1h'), ramp(12, 6, '1h')]),
      { silent: ['31m', '50m'] },
    ),
    told(
      'is silent when it fills since an hour only where it is mounted',
      ofTwoNodes(workload, free, [join(constant(39, '3h'), ramp(39, 34.8, '1h10m')), ramp(39, 9, '4h10m')]),
      { silent: ['3h57m', '4h9m'] },
    ),
    told(
      'is silent when it is quiet by now where it is mounted',
      ofTwoNodes(workload, free, [join(ramp(99, 41, '3h'), ramp(41, 39.5, '2h')), ramp(39, 5, '5h')]),
      { silent: ['4h52m', '4h59m'] },
    ),
  ];
}

/** Stories that are long to tell, and of one volume as good as of another. */
function casesOfOne(workload: string): RuleCase[] {
  const { left, told } = aboutVolume(workload);
  return [
    told('is silent after a burst of ten minutes', left(burst), {
      silent: ['2h10m', '2h30m', '2h43m', '3h', '4h'],
    }),
    told('is silent while files grow and are rewritten', left(sawtooth), {
      silent: ['50m', '1h50m', '2h50m', '3h50m', '4h50m'],
    }),
    told('is silent when the kubelet goes away', left(join(ramp(39, 30, '29m'), gone('1h'))), {
      silent: ['28m', '31m', '1h'],
    }),
    told(
      'is silent when nobody tells how large it is',
      { ...left(ramp(30, 20, '1h')), ...ofVolume(workload, total, missing('1h')) },
      { silent: ['31m', '50m'] },
    ),
  ];
}

export const cases: readonly RuleCase[] = [...owners.flatMap(casesOf), ...casesOfOne(owners[0])];
