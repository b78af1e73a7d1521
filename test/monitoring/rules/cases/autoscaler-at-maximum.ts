import type { RuleCase } from '../rule-case.ts';
import { constant, join, steps } from '../series.ts';
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

const always = (value: number) => constant(value, '40m');

/** Pods at the time, and the bounds, as each replica of kube-state-metrics has them. */
function seriesOf({ workload }: Subject, current: Told, minimum: Told = always(2), maximum: Told = always(4)) {
  const hpa = (horizontalpodautoscaler: string, place = namespace) => ({ namespace: place, horizontalpodautoscaler });
  const told = (name: string, labels: Record<string, string>, values: Told) =>
    toldTwice(`kube_horizontalpodautoscaler_${name}`, labels, ...pair(values));
  return {
    ...told('status_current_replicas', hpa(workload), current),
    ...told('spec_min_replicas', hpa(workload), minimum),
    ...told('spec_max_replicas', hpa(workload), maximum),
    // A neighbour has more room and more pods.
    ...told('status_current_replicas', hpa('arq-neighbour'), always(9)),
    ...told('spec_min_replicas', hpa('arq-neighbour'), always(8)),
    ...told('spec_max_replicas', hpa('arq-neighbour'), always(20)),
    // Elsewhere there is no room left.
    ...told('status_current_replicas', hpa(workload, elsewhere), always(4)),
    ...told('spec_min_replicas', hpa(workload, elsewhere), always(2)),
    ...told('spec_max_replicas', hpa(workload, elsewhere), always(4)),
  };
}

const busySince = join(constant(3, '5m30s'), constant(4, '34m30s'));

function casesOf(subject: Subject): RuleCase[] {
  const { workload } = subject;
  const tell = teller('AutoscalerAtMaximum', workload);
  return [
    tell('fires after 15 minutes with as many pods as may be', seriesOf(subject, busySince), {
      silent: ['5m', '6m', '20m'],
      firing: ['21m', '40m'],
      annotations: [{ summary: `${workload} cannot scale beyond 4 pods in ${namespace}` }],
    }),
    tell(
      'fires where somebody lowered the maximum below what runs',
      seriesOf(subject, always(4), always(2), always(3)),
      {
        silent: ['14m'],
        firing: ['15m'],
      },
    ),
    tell(
      'fires though the replicas of kube-state-metrics are not of one mind',
      seriesOf(subject, [busySince, always(1)], [always(2), always(1)]),
      { silent: ['20m'], firing: ['21m'] },
    ),
    tell('is silent while one more pod may start', seriesOf(subject, always(3)), { silent: minutes(15, 40) }),
    tell(
      'is silent while one more pod may start, which one replica of kube-state-metrics has not heard of',
      seriesOf(subject, always(3), always(2), [always(4), always(2)]),
      { silent: minutes(15, 40) },
    ),
    tell('is silent where the number was fixed on purpose', seriesOf(subject, always(4), always(4)), {
      silent: minutes(15, 40),
    }),
    tell(
      'is silent where the number was fixed, which one replica of kube-state-metrics has not heard of',
      seriesOf(subject, always(4), [always(4), always(1)]),
      { silent: minutes(15, 40) },
    ),
    tell(
      'fires where one replica of kube-state-metrics has an old maximum below the minimum',
      seriesOf(subject, always(4), always(3), [always(4), always(2)]),
      { silent: ['14m'], firing: ['15m'] },
    ),
    tell(
      'is silent through a peak of 12 minutes',
      seriesOf(
        subject,
        steps([
          [3, '5m30s'],
          [4, '12m'],
          [2, '22m30s'],
        ]),
      ),
      {
        silent: minutes(5, 40),
      },
    ),
  ];
}

export const cases: readonly RuleCase[] = [backend, frontend].flatMap(casesOf);
