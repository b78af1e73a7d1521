import type { RuleCase } from '../rule-case.ts';
import { constant, join, steps } from '../series.ts';
import { minutes, teller } from './workload-story.ts';
import {
  backend,
  elsewhere,
  frontend,
  namespace,
  pair,
  postgres,
  redis,
  type Subject,
  type Told,
  toldTwice,
} from './workload-subjects.ts';

const always = (value: number) => constant(value, '40m');

/** A rollout of a Deployment or a StatefulSet, as each replica of kube-state-metrics sees it; whatever is left out is well. */
interface Signs {
  readonly updated?: Told;
  readonly wanted?: Told;
  readonly generation?: Told;
  readonly observed?: Told;
  /** The Deployment has given up. */
  readonly gaveUp?: Told;
}

type Kind = 'deployment' | 'statefulset';

function seriesOf({ workload }: Subject, kind: Kind, signs: Signs): Record<string, string> {
  const {
    updated = always(3),
    wanted = always(3),
    generation = always(7),
    observed = always(7),
    gaveUp = always(0),
  } = signs;
  const of = (name: string, place = namespace) => ({ namespace: place, [kind]: name });
  const told = (metric: string, labels: Record<string, string>, values: Told) =>
    toldTwice(`kube_${kind}_${metric}`, labels, ...pair(values));
  const replicas = kind === 'deployment' ? 'spec_replicas' : 'replicas';
  const progressing = { condition: 'Progressing', status: 'false' };
  return {
    ...told('status_replicas_updated', of(workload), updated),
    ...told(replicas, of(workload), wanted),
    ...told('metadata_generation', of(workload), generation),
    ...told('status_observed_generation', of(workload), observed),
    // A neighbour has all that it wants, and more of it.
    ...told('status_replicas_updated', of('arq-neighbour'), always(9)),
    ...told(replicas, of('arq-neighbour'), always(9)),
    ...told('metadata_generation', of('arq-neighbour'), always(90)),
    ...told('status_observed_generation', of('arq-neighbour'), always(90)),
    // Elsewhere it is stuck.
    ...told('status_replicas_updated', of(workload, elsewhere), always(1)),
    ...told(replicas, of(workload, elsewhere), always(3)),
    ...told('metadata_generation', of(workload, elsewhere), always(8)),
    ...told('status_observed_generation', of(workload, elsewhere), always(7)),
    ...(kind === 'deployment'
      ? {
          ...told('status_condition', { ...of(workload), ...progressing }, gaveUp),
          ...told('status_condition', { ...of(workload), ...progressing, status: 'true' }, always(1)),
          ...told('status_condition', { ...of(workload), ...progressing, condition: 'ReplicaFailure' }, always(1)),
          ...told('status_condition', { ...of('arq-neighbour'), ...progressing }, always(1)),
          ...told('status_condition', { ...of(workload, elsewhere), ...progressing }, always(1)),
        }
      : {}),
  };
}

const fewer = join(constant(3, '5m30s'), constant(2, '34m30s'));
const gaveUp = join(constant(0, '5m30s'), constant(1, '34m30s'));
const changed = join(constant(7, '5m30s'), constant(8, '34m30s'));

function casesOf(subject: Subject, kind: Kind): RuleCase[] {
  const { workload } = subject;
  const tell = teller('RolloutStuck', workload, undefined, kind === 'deployment' ? 'rolling' : undefined);
  const fires = (title: string, signs: Signs) =>
    tell(title, seriesOf(subject, kind, signs), { silent: ['5m', '6m', '20m'], firing: ['21m', '40m'] });
  const isSilent = (title: string, signs: Signs) =>
    tell(title, seriesOf(subject, kind, signs), { silent: minutes(5, 40) });
  return [
    tell('fires when pods have been of an old revision for 15 minutes', seriesOf(subject, kind, { updated: fewer }), {
      silent: ['5m', '6m', '20m'],
      firing: ['21m', '40m'],
      annotations: [{ summary: `The rollout of ${workload} is stuck in ${namespace}` }],
    }),
    fires('fires when its controller does not see a change', { generation: changed }),
    fires('fires when one replica of kube-state-metrics lags behind a change that its controller does not see', {
      generation: [changed, always(5)],
      observed: [always(7), always(5)],
      updated: [fewer, always(1)],
      wanted: [always(3), always(2)],
    }),
    fires('fires when one replica of kube-state-metrics lags, and pods are of an old revision', {
      updated: [fewer, always(2)],
      wanted: [always(3), always(1)],
    }),
    fires('fires when one replica of kube-state-metrics has not heard of a change that its controller does not see', {
      generation: [changed, always(6)],
      observed: [always(7), always(7)],
    }),
    ...(kind === 'deployment'
      ? [
          fires('fires when the Deployment gave up', { gaveUp }),
          fires('fires when the Deployment gave up, which one replica of kube-state-metrics has not heard of', {
            gaveUp: [gaveUp, always(0)],
          }),
        ]
      : []),
    isSilent('is silent when nothing changes', {}),
    isSilent('is silent when one replica of kube-state-metrics lags', {
      updated: [always(3), always(1)],
      generation: [always(7), always(6)],
      observed: [always(7), always(5)],
    }),
    isSilent('is silent when more pods are of the new revision than are wanted', { updated: always(4) }),
    isSilent('is silent during a rollout of 12 minutes', {
      updated: steps([
        [3, '5m30s'],
        [1, '6m'],
        [2, '6m'],
        [3, '22m30s'],
      ]),
      generation: changed,
      observed: steps([
        [7, '6m'],
        [8, '34m'],
      ]),
    }),
    isSilent('is silent while the autoscaler adds pods', {
      wanted: steps([
        [2, '5m30s'],
        [3, '34m30s'],
      ]),
      updated: steps([
        [2, '6m30s'],
        [3, '33m30s'],
      ]),
    }),
  ];
}

export const cases: readonly RuleCase[] = [
  ...[backend, frontend].flatMap((subject) => casesOf(subject, 'deployment')),
  ...[postgres, redis].flatMap((subject) => casesOf(subject, 'statefulset')),
];
