import type { RuleCase } from '../rule-case.ts';
import { constant, missing, steps } from '../series.ts';
import { minutes, teller } from './workload-story.ts';
import {
  backend,
  containerOf,
  elsewhere,
  frontend,
  named,
  namespace,
  postgres,
  type Subject,
  toldTwice,
} from './workload-subjects.ts';

const always = (value: number) => constant(value, '20m');
const used = (labels: Record<string, string>) => named('container_memory_working_set_bytes', labels);

/** Memory of the first pod's container, of a limit of 1,000 bytes. */
function seriesOf(
  subject: Subject,
  usage: string,
  limit: readonly [string, string?] = [always(1000)],
): Record<string, string> {
  const container = containerOf(subject);
  const limits = (labels: Record<string, string>, values: readonly [string, string?], resource = 'memory') =>
    toldTwice('kube_pod_container_resource_limits', { ...labels, resource }, ...values);
  const other = { ...container, container: 'sidecar' };
  const there = { ...container, namespace: elsewhere };
  return {
    [used({ ...container, id: 'b' })]: usage,
    // The container before it in the same pod, not forgotten yet, and a limit of another thing.
    [used({ ...container, id: 'a' })]: always(10),
    ...limits(container, limit),
    ...limits(container, [always(100_000)], 'ephemeral_storage'),
    [used(containerOf(subject, 1))]: always(300),
    ...limits(containerOf(subject, 1), [always(1000)]),
    // Others are full.
    [used(other)]: always(990),
    ...limits(other, [always(1000)]),
    [used(there)]: always(990),
    ...limits(there, [always(1000)]),
  };
}

function casesOf(share: number, subject: Subject): RuleCase[] {
  const container = containerOf(subject);
  const tell = teller('HighMemoryUsage', subject.workload, [container]);
  const isSilent = (title: string, usage: string, limit?: readonly [string, string?]) =>
    tell(title, seriesOf(subject, usage, limit), { silent: minutes(4, 18) });
  const much = share * 1000 + 10;
  return [
    tell(
      'fires when 5 minutes passed above the limit',
      seriesOf(
        subject,
        steps([
          [500, '5m30s'],
          [much, '14m30s'],
        ]),
      ),
      {
        silent: ['5m', '6m', '10m'],
        firing: ['11m', '18m'],
        annotations: [{ summary: `${container.pod} uses ${much / 10}% of its memory in ${namespace}` }],
      },
    ),
    isSilent('is silent exactly at the limit', always(share * 1000)),
    isSilent('is silent below the limit', always(share * 1000 - 20)),
    isSilent(
      'is silent below a limit that was raised, which one replica of kube-state-metrics has not heard of',
      always(share * 1000 - 20),
      [always(1000), always(500)],
    ),
    isSilent(
      'is silent through 3 minutes above the limit',
      steps([
        [500, '5m'],
        [990, '3m'],
        [500, '12m'],
      ]),
    ),
    isSilent('is silent where there is no limit', always(5000), [always(0)]),
    isSilent('is silent while kube-state-metrics is away', always(5000), [missing('20m')]),
  ];
}

export const cases: readonly RuleCase[] = [
  ...[backend, frontend].flatMap((subject) => casesOf(0.8, subject)),
  ...casesOf(0.95, postgres),
];
