import type { RuleCase } from '../rule-case.ts';
import { constant, join, steps } from '../series.ts';
import { replicasOf } from './replica-subjects.ts';
import { minutes, teller } from './workload-story.ts';
import {
  backend,
  elsewhere,
  frontend,
  namespace,
  pair,
  type Subject,
  type Told,
  toldTwice,
} from './workload-subjects.ts';

const always = (value: number) => constant(value, '30m');

/** Whether the autoscaler rests, and how many pods are wanted, as each of those who tell has it. */
function seriesOf({ workload }: Subject, resting: Told, wanted: Told = always(1)) {
  const condition = (labels: Record<string, string>, values: Told) =>
    toldTwice('kube_horizontalpodautoscaler_status_condition', labels, ...pair(values));
  const scaling = { condition: 'ScalingActive', status: 'false' };
  const own = { namespace, horizontalpodautoscaler: workload };
  return {
    ...condition({ ...own, ...scaling }, resting),
    // What else is said of it, and of others.
    ...condition({ ...own, ...scaling, status: 'true' }, always(1)),
    ...condition({ ...own, ...scaling, condition: 'ScalingLimited' }, always(1)),
    ...condition({ ...own, ...scaling, horizontalpodautoscaler: 'arq-neighbour' }, always(1)),
    ...condition({ ...own, ...scaling, namespace: elsewhere }, always(1)),
    ...replicasOf('blueGreen', workload, { wanted }),
    ...replicasOf('blueGreen', 'arq-neighbour', { wanted: always(3) }),
  };
}

const since = join(constant(0, '5m30s'), constant(1, '24m30s'));

function casesOf(subject: Subject): RuleCase[] {
  const tell = teller('AutoscalerInactive', subject.workload);
  return [
    tell('fires after 15 minutes without metrics to scale by', seriesOf(subject, since), {
      silent: ['5m', '6m', '20m'],
      firing: ['21m', '30m'],
      annotations: [{ summary: `${subject.workload} does not scale in ${namespace}` }],
    }),
    tell(
      'fires though those who tell are not of one mind',
      seriesOf(subject, [since, always(0)], [always(1), always(0)]),
      { silent: ['20m'], firing: ['21m'] },
    ),
    tell('fires where several pods are wanted', seriesOf(subject, since, always(3)), {
      silent: ['20m'],
      firing: ['21m'],
    }),
    tell('is silent while it scales', seriesOf(subject, always(0)), { silent: minutes(15, 30) }),
    tell('is silent while it is scaled to zero on purpose', seriesOf(subject, always(1), always(0)), {
      silent: minutes(15, 30),
    }),
    tell(
      'is silent while new pods have no metrics yet, as when traffic moves to another colour',
      seriesOf(
        subject,
        steps([
          [0, '5m30s'],
          [1, '3m'],
          [0, '21m30s'],
        ]),
      ),
      { silent: minutes(5, 30) },
    ),
    tell(
      'is silent when metrics were away for 12 minutes',
      seriesOf(
        subject,
        steps([
          [0, '5m30s'],
          [1, '12m'],
          [0, '12m30s'],
        ]),
      ),
      {
        silent: minutes(5, 30),
      },
    ),
  ];
}

export const cases: readonly RuleCase[] = [backend, frontend].flatMap(casesOf);
