import type { RuleCase } from '../rule-case.ts';
import { constant, counter } from '../series.ts';
import { minutes, teller } from './workload-story.ts';
import {
  backend,
  containerOf,
  elsewhere,
  frontend,
  named,
  namespace,
  postgres,
  redis,
  type Subject,
} from './workload-subjects.ts';

const steady = (perSecond: number) => counter({ perSecond, for: '40m' });

/** Periods in which the first pod's container had to wait, of ten a second, or of others. */
function seriesOf(subject: Subject, throttled: string, periods = steady(10)): Record<string, string> {
  const container = containerOf(subject);
  const pair = (labels: Record<string, string>, waited: string, all: string) => ({
    [named('container_cpu_cfs_throttled_periods_total', labels)]: waited,
    [named('container_cpu_cfs_periods_total', labels)]: all,
  });
  return {
    ...pair({ ...container, id: 'b' }, throttled, periods),
    // The container before it in the same pod, and others that wait all the time.
    ...pair({ ...container, id: 'a' }, steady(0.3), steady(2)),
    ...pair({ ...container, container: 'sidecar' }, steady(20), steady(20)),
    ...pair({ ...container, namespace: elsewhere }, steady(10), steady(10)),
  };
}

function casesOf(subject: Subject): RuleCase[] {
  const container = containerOf(subject);
  const tell = teller('ContainerThrottled', subject.workload, [container]);
  const isSilent = (title: string, throttled: string, periods?: string) =>
    tell(title, seriesOf(subject, throttled, periods), { silent: minutes(15, 40) });
  return [
    tell(
      'fires after 15 minutes of more waiting than the limit',
      seriesOf(subject, counter({ perSecond: 0.5, for: '10m' }, { perSecond: 2.6, for: '30m' })),
      {
        silent: ['10m', '14m', '29m'],
        firing: ['30m', '40m'],
        annotations: [{ summary: `${container.pod} is throttled 26% of the time in ${namespace}` }],
      },
    ),
    isSilent('is silent exactly at the limit', steady(2.5)),
    isSilent('is silent just below the limit', steady(2.4)),
    isSilent(
      'is silent through a spike of 3 minutes',
      counter({ perSecond: 0.5, for: '10m' }, { perSecond: 10, for: '3m' }, { perSecond: 0.5, for: '27m' }),
    ),
    isSilent('is silent while it rests', constant(100, '40m'), constant(1000, '40m')),
  ];
}

export const cases: readonly RuleCase[] = [backend, frontend, postgres, redis].flatMap(casesOf);
