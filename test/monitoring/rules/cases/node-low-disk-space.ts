import type { RuleCase } from '../rule-case.ts';
import { constant, gone, join, steps } from '../series.ts';
import { exporters, node, ofNode, ofStranger, otherNode } from './node-subjects.ts';
import { minutes, teller } from './workload-story.ts';

const length = '40m';
const device = '/dev/sda1';
const tell = teller('LowDiskSpace', 'nodes', [{ namespace: exporters, instance: node, device }]);
const always = (value: number) => constant(value, length);
const shrinking = (left: number) => join(constant(60, '5m30s'), constant(left, '34m30s'));
const root = { device, fstype: 'ext4', mountpoint: '/' };
const data = { ...root, mountpoint: '/var/lib/kubelet' };

/** A file system, of which 100 is all unless it is told otherwise. */
function fileSystem(
  left: string,
  labels: Readonly<Record<string, string>> = root,
  { size = always(100), readonly = always(0), of = ofNode } = {},
) {
  return {
    ...of('node_filesystem_avail_bytes', left, labels),
    ...of('node_filesystem_size_bytes', size, labels),
    ...of('node_filesystem_readonly', readonly, labels),
  };
}

const others = {
  ...fileSystem(always(60), { ...root, instance: otherNode }),
  ...fileSystem(always(70), root, { size: always(1000), of: ofStranger }),
  ...fileSystem(always(0), { device: 'tmpfs', fstype: 'tmpfs', mountpoint: '/run' }),
  ...fileSystem(always(0), { device: 'overlay', fstype: 'overlay', mountpoint: '/var/lib/containerd/1' }),
  ...fileSystem(always(0), { device: '/dev/loop0', fstype: 'squashfs', mountpoint: '/snap/core' }),
};
const isSilent = (title: string, series: RuleCase['series']) =>
  tell(title, { ...others, ...series }, { silent: minutes(5, 35) });

export const cases: readonly RuleCase[] = [
  tell(
    'fires ten minutes after less than 15 of 100 were left',
    { ...others, ...fileSystem(shrinking(14)) },
    {
      silent: ['6m', '15m'],
      firing: ['16m', '30m'],
      annotations: [{ summary: `${device} of ${node} is 86% full` }],
    },
  ),
  tell(
    'fires for each device, however often it is mounted',
    {
      ...others,
      ...fileSystem(shrinking(14)),
      ...fileSystem(always(10), data, { size: always(60) }),
      ...fileSystem(shrinking(5), { ...root, device: '/dev/sdb1', mountpoint: '/data' }),
    },
    {
      silent: ['15m'],
      firing: ['16m', '30m'],
      labels: [
        { namespace: exporters, instance: node, device },
        { namespace: exporters, instance: node, device: '/dev/sdb1' },
      ],
    },
  ),
  isSilent('is silent with exactly 15 of 100 left', fileSystem(always(15))),
  isSilent('is silent when one of its mounts has a quota', {
    ...fileSystem(always(16)),
    ...fileSystem(always(10), data, { size: always(60) }),
  }),
  isSilent('is silent where nobody can write', fileSystem(always(0), root, { readonly: always(1) })),
  isSilent('is silent when it is short for nine minutes', {
    ...fileSystem(
      steps([
        [60, '5m30s'],
        [2, '9m'],
        [60, '25m30s'],
      ]),
    ),
  }),
  isSilent('is silent when the exporter goes away', fileSystem(join(constant(2, '5m30s'), gone('34m30s')))),
];
