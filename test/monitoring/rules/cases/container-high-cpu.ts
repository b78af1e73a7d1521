import type { RuleCase } from '../rule-case.ts';
import { constant, counter, gone, join } from '../series.ts';
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
  toldTwice,
} from './workload-subjects.ts';

const always = (value: number) => constant(value, '20m');
const busy = (perSecond: number) => counter({ perSecond, for: '20m' });
const used = (labels: Record<string, string>) => named('container_cpu_usage_seconds_total', labels);

/** Processor time of the first pod's container; its limit is 2.5 cores. */
function seriesOf(subject: Subject, usage: string, limit: readonly [string, string?] = [always(2.5)]) {
  const container = containerOf(subject);
  const limits = (labels: Record<string, string>, values: readonly [string, string?], resource = 'cpu') =>
    toldTwice('kube_pod_container_resource_limits', { ...labels, resource }, ...values);
  const other = { ...container, container: 'sidecar' };
  const there = { ...container, namespace: elsewhere };
  return {
    [used({ ...container, id: 'b' })]: usage,
    // The container before it in the same pod, and limits that are another thing.
    [used({ ...container, id: 'a' })]: busy(0.1),
    ...limits(container, limit),
    ...limits(container, [always(100_000)], 'memory'),
    // Others are at their limits.
    [used(other)]: busy(0.99),
    ...limits(other, [always(1)]),
    [used(there)]: busy(0.99),
    ...limits(there, [always(1)]),
  };
}

function limitCases(subject: Subject): RuleCase[] {
  const container = containerOf(subject);
  const tell = teller('HighCPUUsage', subject.workload, [container]);
  const isSilent = (title: string, usage: string, limit?: readonly [string, string?]) =>
    tell(title, seriesOf(subject, usage, limit), { silent: minutes(4, 18) });
  return [
    tell(
      'fires when 5 minutes passed above the limit',
      seriesOf(subject, counter({ perSecond: 0.5, for: '5m' }, { perSecond: 2.05, for: '15m' })),
      { silent: ['6m', '7m', '11m'], firing: ['12m', '18m'] },
    ),
    tell(
      'fires when it works at double speed every other minute',
      seriesOf(
        subject,
        counter(
          ...Array.from({ length: 10 }, () => [
            { perSecond: 0.3, for: '1m' },
            { perSecond: 4.5, for: '1m' },
          ]).flat(),
        ),
      ),
      { silent: ['6m'], firing: ['7m', '18m'] },
    ),
    tell('fires at a limit of half a core', seriesOf(subject, busy(0.45), [always(0.5)]), {
      silent: ['6m'],
      firing: ['7m'],
    }),
    isSilent('is silent exactly at the limit', busy(2)),
    isSilent('is silent just below the limit', busy(1.95)),
    isSilent(
      'is silent below a limit that was raised, which one replica of kube-state-metrics has not heard of',
      busy(1.9),
      [always(2.5), always(1)],
    ),
    isSilent(
      'is silent through 3 minutes at the limit',
      counter({ perSecond: 0.5, for: '5m' }, { perSecond: 2.5, for: '3m' }, { perSecond: 0.5, for: '12m' }),
    ),
    isSilent('is silent where there is no limit', busy(0.7), [always(0)]),
    isSilent(
      'is silent while it is started again and again',
      counter(...Array.from({ length: 20 }, () => ({ perSecond: 1, for: '1m', restarted: true }))),
    ),
  ];
}

/** What a Node.js process tells of itself, where cAdvisor is quiet. */
function processSeries(subject: Subject, usage: string): Record<string, string> {
  const of = (job: string, place = namespace) =>
    named('process_cpu_seconds_total', { ...containerOf(subject), namespace: place, job });
  return {
    [of(subject.workload)]: usage,
    // The same process, found by way of a second Service, which was scraped for a while.
    [named('process_cpu_seconds_total', { ...containerOf(subject), job: subject.workload, service: 'old' })]: join(
      counter({ perSecond: 0.1, for: '15m' }),
      gone('5m'),
    ),
    [of('arq-sidecar')]: busy(0.99),
    [of(subject.workload, elsewhere)]: busy(0.99),
  };
}

function processCases(subject: Subject): RuleCase[] {
  const { workload } = subject;
  const container = containerOf(subject);
  const tell = teller('HighCPUUsage', workload, [container]);
  const isSilent = (title: string, usage: string) =>
    tell(title, processSeries(subject, usage), { silent: minutes(4, 18) });
  return [
    tell(
      'fires when a process used most of one core for 5 minutes, whatever its limit',
      processSeries(subject, counter({ perSecond: 0.2, for: '5m' }, { perSecond: 0.84, for: '15m' })),
      {
        silent: ['6m', '7m', '11m'],
        firing: ['12m', '18m'],
        annotations: [{ summary: `${workload} uses 84% of a CPU or of its limit in ${namespace}` }],
      },
    ),
    tell(
      'fires when a process works at double speed every other minute',
      processSeries(
        subject,
        counter(
          ...Array.from({ length: 10 }, () => [
            { perSecond: 0.1, for: '1m' },
            { perSecond: 1.8, for: '1m' },
          ]).flat(),
        ),
      ),
      { silent: ['6m'], firing: ['7m', '18m'] },
    ),
    tell(
      'fires where there is no Kubernetes',
      { [named('process_cpu_seconds_total', { namespace, job: workload, instance: 'backend:9464' })]: busy(0.95) },
      { silent: ['6m'], firing: ['7m'], labels: [{ namespace }] },
    ),
    isSilent('is silent when a process uses exactly the limit', busy(0.8)),
    isSilent('is silent when a process uses less than the limit', busy(0.78)),
    isSilent(
      'is silent when a process uses a whole core for 3 minutes',
      counter({ perSecond: 0.2, for: '5m' }, { perSecond: 1, for: '3m' }, { perSecond: 0.2, for: '12m' }),
    ),
  ];
}

export const cases: readonly RuleCase[] = [
  ...[backend, frontend, postgres, redis].flatMap(limitCases),
  ...[backend, frontend].flatMap(processCases),
];
