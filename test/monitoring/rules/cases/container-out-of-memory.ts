import type { RuleCase } from '../rule-case.ts';
import { constant, join, missing, steps } from '../series.ts';
import { minutes, teller } from './workload-story.ts';
import {
  backend,
  containerOf,
  elsewhere,
  frontend,
  named,
  namespace,
  pair,
  postgres,
  redis,
  type Subject,
  type Told,
  toldTwice,
} from './workload-subjects.ts';

const always = (value: number) => constant(value, '30m');

/** Restarts of the first pod's container, and whether it ended for its memory the last time. */
function seriesOf(subject: Subject, restarts: Told, outOfMemory: Told): Record<string, string> {
  const container = containerOf(subject);
  const reason = (labels: Record<string, string>, values: Told, why = 'OOMKilled') =>
    toldTwice('kube_pod_container_status_last_terminated_reason', { ...labels, reason: why }, ...pair(values));
  const restarted = (labels: Record<string, string>) => named('kube_pod_container_status_restarts_total', labels);
  const now = steps([
    [0, '5m'],
    [1, '5m'],
    [2, '5m'],
    [3, '5m'],
    [4, '5m'],
    [5, '5m'],
  ]);
  const other = { ...container, container: 'sidecar' };
  const there = { ...container, namespace: elsewhere };
  return {
    ...toldTwice('kube_pod_container_status_restarts_total', container, ...pair(restarts)),
    ...reason(container, outOfMemory),
    ...reason(container, always(1), 'Error'),
    // Others run out of memory again and again.
    [restarted(other)]: now,
    ...reason(other, always(1)),
    [restarted(there)]: now,
    ...reason(there, always(1)),
  };
}

const once = steps([
  [0, '5m30s'],
  [1, '24m30s'],
]);
const killed = join(missing('5m30s'), constant(1, '24m30s'));

function casesOf(subject: Subject): RuleCase[] {
  const container = containerOf(subject);
  const tell = teller('ContainerOutOfMemory', subject.workload, [container]);
  const isSilent = (title: string, restarts: Told, outOfMemory: Told) =>
    tell(title, seriesOf(subject, restarts, outOfMemory), { silent: minutes(4, 25) });
  return [
    tell('fires at once, and for 10 minutes', seriesOf(subject, once, killed), {
      silent: ['5m', '16m', '20m'],
      firing: ['6m', '15m'],
      annotations: [{ summary: `${container.pod} ran out of memory in ${namespace}` }],
    }),
    tell(
      'fires when one replica of kube-state-metrics has seen it only',
      seriesOf(subject, [once, always(0)], [killed, join(missing('5m30s'), constant(0, '24m30s'))]),
      { silent: ['5m'], firing: ['6m'] },
    ),
    tell(
      'fires when it happens once more',
      seriesOf(
        subject,
        steps([
          [3, '10m30s'],
          [4, '1m'],
          [5, '18m30s'],
        ]),
        always(1),
      ),
      {
        silent: ['10m'],
        firing: ['11m', '12m', '20m'],
      },
    ),
    isSilent('is silent when it was started again for another reason', once, missing('30m')),
    isSilent(
      'is silent when one that had run out of memory was started again for another reason',
      steps([
        [1, '5m30s'],
        [2, '24m30s'],
      ]),
      always(0),
    ),
    isSilent(
      'is silent when a new replica of kube-state-metrics tells of an old restart',
      [always(1), join(missing('5m'), constant(1, '25m'))],
      always(1),
    ),
  ];
}

export const cases: readonly RuleCase[] = [backend, frontend, postgres, redis].flatMap(casesOf);
