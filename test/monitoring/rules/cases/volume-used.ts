import type { RuleCase } from '../rule-case.ts';
import { constant, gone, join, missing, steps } from '../series.ts';
import { claimOf, ofOtherVolumes, ofTwoNodes, ofVolume, owners } from './volume-subjects.ts';
import { minutes, teller } from './workload-story.ts';
import { namespace } from './workload-subjects.ts';

/** A thing of which a volume can run out. */
interface Resource {
  readonly alert: string;
  readonly free: string;
  readonly total: string;
  /** Summary of the alert when 86 % are used. */
  readonly summary: (claim: string) => string;
}

const bytes: Resource = {
  alert: 'LowDiskSpace',
  free: 'kubelet_volume_stats_available_bytes',
  total: 'kubelet_volume_stats_capacity_bytes',
  summary: (claim) => `Volume ${claim} is 86% full in ${namespace}`,
};

const inodes: Resource = {
  alert: 'LowInodes',
  free: 'kubelet_volume_stats_inodes_free',
  total: 'kubelet_volume_stats_inodes',
  summary: (claim) => `Volume ${claim} runs out of inodes in ${namespace}`,
};

const length = '30m';
const always = (value: number) => constant(value, length);
const since = (before: number, after: number) => join(constant(before, '5m30s'), constant(after, '24m30s'));

function casesOf({ alert, free, total, summary }: Resource, workload: string): RuleCase[] {
  const claim = claimOf(workload);
  const left = (values: string) => ofVolume(workload, free, values);
  const others = { ...ofOtherVolumes(workload, free, always(1)), ...ofOtherVolumes(workload, total, always(100)) };
  const whole = ofVolume(workload, total, always(100));
  const tell = teller(alert, workload, [{ namespace, persistentvolumeclaim: claim }]);
  const fires = (title: string, series: RuleCase['series']) =>
    tell(
      title,
      { ...others, ...whole, ...series },
      { silent: ['6m', '10m'], firing: ['11m', '20m'], annotations: [{ summary: summary(claim) }] },
    );
  const silent = (title: string, series: RuleCase['series']) =>
    tell(title, { ...others, ...whole, ...series }, { silent: minutes(5, 20) });
  return [
    fires('fires five minutes after less than 15 of 100 were left', left(since(40, 14))),
    fires('fires when two nodes tell of it, one of which knows an old size', {
      ...ofTwoNodes(workload, free, [since(40, 14), always(10)]),
      ...ofTwoNodes(workload, total, [always(100), always(60)]),
    }),
    silent('is silent with exactly 15 of 100 left', left(always(15))),
    silent('is silent when two nodes tell of it, one of which knows an old size', {
      ...ofTwoNodes(workload, free, [always(16), always(10)]),
      ...ofTwoNodes(workload, total, [always(100), always(60)]),
    }),
    silent('is silent when it is short for four minutes', {
      ...left(
        steps([
          [40, '5m30s'],
          [2, '4m'],
          [40, '20m30s'],
        ]),
      ),
    }),
    silent('is silent where there is nothing to count', {
      ...left(always(0)),
      ...ofVolume(workload, total, always(0)),
    }),
    silent('is silent when nobody tells how much there is', {
      ...left(always(1)),
      ...ofVolume(workload, total, missing(length)),
    }),
    silent('is silent when the kubelet goes away', left(join(constant(1, '4m'), gone('26m')))),
  ];
}

export const cases: readonly RuleCase[] = [bytes, inodes].flatMap((resource) =>
  owners.flatMap((workload) => casesOf(resource, workload)),
);
