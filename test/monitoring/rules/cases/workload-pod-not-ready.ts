import type { RuleCase } from '../rule-case.ts';
import { constant, gone, join, missing, steps } from '../series.ts';
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

const always = (value: number) => constant(value, '40m');

interface Signs {
  /** Readiness of the first pod's container. */
  readonly ready?: Told;
  /** Whether the first pod is in a phase. */
  readonly phases?: Readonly<Record<string, Told>>;
}

function seriesOf(subject: Subject, { ready, phases = {} }: Signs): Record<string, string> {
  const container = containerOf(subject);
  const { pod } = container;
  const phase = (labels: Record<string, string>, values: Told) =>
    toldTwice('kube_pod_status_phase', labels, ...pair(values));
  const readyOf = (labels: Record<string, string>) => named('kube_pod_container_status_ready', labels);
  return {
    ...(ready ? toldTwice('kube_pod_container_status_ready', container, ...pair(ready)) : {}),
    ...Object.assign(
      {},
      ...Object.entries(phases).map(([name, values]) => phase({ namespace, pod, phase: name }, values)),
    ),
    [readyOf(containerOf(subject, 1))]: always(1),
    ...phase({ namespace, pod: subject.pods[1], phase: 'Pending' }, always(0)),
    // A Job's pod has finished, another workload's pods are not well, and elsewhere nothing is.
    [readyOf({ ...container, pod: `${subject.workload}-job-b5x7k`, container: 'job' })]: always(0),
    ...phase({ namespace, pod: `${subject.workload}-job-b5x7k`, phase: 'Succeeded' }, always(1)),
    ...phase({ namespace, pod: 'arq-neighbour-5b8d9c7f6-p4q9w', phase: 'Pending' }, always(1)),
    [readyOf({ ...container, namespace: elsewhere })]: always(0),
    ...phase({ namespace: elsewhere, pod, phase: 'Pending' }, always(1)),
  };
}

const lostSince = join(constant(1, '5m30s'), constant(0, '34m30s'));
const since = join(constant(0, '5m30s'), constant(1, '34m30s'));

function casesOf(subject: Subject): RuleCase[] {
  const pod = subject.pods[0];
  const tell = teller('PodNotReady', subject.workload, [{ namespace, pod }]);
  const isSilent = (title: string, signs: Signs) => tell(title, seriesOf(subject, signs), { silent: minutes(5, 40) });
  return [
    isSilent('stays silent about what is left of an evicted pod', { ready: lostSince, phases: { Failed: since } }),
    isSilent('stays silent about it though one replica of kube-state-metrics has not heard of the eviction', {
      ready: lostSince,
      phases: { Failed: [since, always(0)] },
    }),
    tell(
      'fires when a container has not been ready for 15 minutes',
      seriesOf(subject, { ready: lostSince, phases: { Running: always(1), Failed: always(0) } }),
      {
        silent: ['5m', '6m', '20m'],
        firing: ['21m', '40m'],
        annotations: [{ summary: `${pod} is not ready in ${namespace}` }],
      },
    ),
    tell(
      'fires when a pod finds no node',
      seriesOf(subject, { phases: { Pending: [since, always(0)], Running: always(0) } }),
      { silent: ['20m'], firing: ['21m', '40m'] },
    ),
    tell('fires when nothing is known of the node', seriesOf(subject, { phases: { Unknown: since } }), {
      silent: ['20m'],
      firing: ['21m'],
    }),
    isSilent('is silent while pods are ready', {
      ready: always(1),
      phases: { Running: always(1), Pending: always(0) },
    }),
    isSilent('is silent when one replica of kube-state-metrics lags', { ready: [always(1), always(0)] }),
    isSilent('is silent while pods are replaced', {
      ready: join(constant(1, '5m30s'), constant(0, '30s'), gone('34m')),
      phases: {
        Pending: steps([
          [1, '3m'],
          [0, '37m'],
        ]),
      },
    }),
    isSilent('is silent when a pod needs 12 minutes to start', {
      ready: join(missing('5m'), constant(0, '12m'), constant(1, '23m')),
      phases: {
        Pending: steps([
          [0, '5m'],
          [1, '12m'],
          [0, '23m'],
        ]),
      },
    }),
    isSilent('is silent when a pod was evicted and is kept as a record', {
      ready: join(constant(1, '5m30s'), gone('34m30s')),
      phases: { Failed: since, Running: join(constant(1, '5m30s'), constant(0, '34m30s')) },
    }),
  ];
}

export const cases: readonly RuleCase[] = [backend, frontend, postgres, redis].flatMap(casesOf);
