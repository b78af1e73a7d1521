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
  type Subject,
  toldTwice,
} from './workload-subjects.ts';

const always = (value: number) => constant(value, '20m');

/** Of the first pod; the second one is always well. */
interface Signs {
  /** Scrapes; none if left out. */
  readonly up?: string;
  /** Readiness, as each replica of kube-state-metrics has it. */
  readonly ready: readonly [string, string];
}

function seriesOf(subject: Subject, { up, ready }: Signs): Record<string, string> {
  const { workload, pods } = subject;
  const target = (pod: string | undefined, job = workload) => ({ namespace, job, pod: pod as string });
  const readyOf = (labels: Record<string, string>) => named('kube_pod_container_status_ready', labels);
  return {
    ...toldTwice('kube_pod_container_status_ready', containerOf(subject), ...ready),
    ...toldTwice('kube_pod_container_status_ready', containerOf(subject, 1), always(1)),
    // Ready containers whose scrapes are none of this job's.
    [readyOf({ namespace, pod: 'arq-neighbour-0', container: 'arq-neighbour' })]: always(1),
    [readyOf({ ...containerOf(subject), container: 'sidecar' })]: always(1),
    [readyOf({ ...containerOf(subject), namespace: elsewhere })]: always(1),
    [named('up', { ...target(pods[0]), namespace: elsewhere })]: always(0),
    ...(up === undefined ? {} : { [named('up', target(pods[0]))]: up }),
    // Three Services lead to the second pod, one of them to a wrong port.
    [named('up', { ...target(pods[1]), service: workload })]: always(1),
    [named('up', { ...target(pods[1]), service: `${workload}-headless` })]: always(1),
    [named('up', { ...target(pods[1]), service: `${workload}-old` })]: always(0),
    // Another port of the first pod answers.
    [named('up', target(pods[0], `${workload}-sidecar`))]: always(1),
  };
}

const ready = [always(1), always(1)] as const;
const downSince = join(constant(1, '5m30s'), constant(0, '14m30s'));

function casesOf(subject: Subject): RuleCase[] {
  const labels = [{ namespace, pod: subject.pods[0] }];
  const tell = teller('TargetDown', subject.workload, labels);
  const isSilent = (title: string, signs: Signs) => tell(title, seriesOf(subject, signs), { silent: minutes(5, 17) });
  return [
    tell(
      'fires when a pod has been ready for 5 minutes without answering a scrape',
      seriesOf(subject, { up: downSince, ready }),
      {
        silent: ['5m', '6m', '7m', '11m'],
        firing: ['12m', '17m'],
        annotations: [{ summary: `No metrics of ${subject.pods[0]} in ${namespace}` }],
      },
    ),
    tell(
      'fires though one replica of kube-state-metrics has not heard that the pod is ready',
      seriesOf(subject, { up: downSince, ready: [always(1), always(0)] }),
      { silent: ['11m'], firing: ['12m'] },
    ),
    isSilent('is silent when the pod is not ready: that is told by another alert', {
      up: downSince,
      ready: [join(constant(1, '5m40s'), constant(0, '14m20s')), join(constant(1, '5m40s'), constant(0, '14m20s'))],
    }),
    isSilent('is silent when scrapes fail most of the time', {
      up: Array.from({ length: 20 }, () => '0x2 1x0 0x1').join(' '),
      ready,
    }),
    isSilent('is silent when scrapes fail for 4 minutes', {
      up: steps([
        [1, '5m30s'],
        [0, '4m'],
        [1, '10m30s'],
      ]),
      ready,
    }),
    isSilent('is silent when the pod goes in a rollout', {
      up: join(constant(1, '5m30s'), gone('14m30s')),
      ready: [join(constant(1, '5m30s'), gone('14m30s')), join(constant(1, '5m30s'), gone('14m30s'))],
    }),
    isSilent('is silent while a new pod starts', {
      up: join(missing('5m'), constant(0, '40s'), constant(1, '14m20s')),
      ready: [
        join(missing('5m'), constant(0, '30s'), constant(1, '14m30s')),
        join(missing('5m'), constant(0, '30s'), constant(1, '14m30s')),
      ],
    }),
  ];
}

function rollingCasesOf(subject: Subject): RuleCase[] {
  const labels = [{ namespace, pod: subject.pods[0] }];
  const tell = teller('TargetDown', subject.workload, labels, 'rolling');
  return [
    tell('fires when a ready pod is no target', seriesOf(subject, { ready }), {
      silent: ['4m'],
      firing: ['5m', '17m'],
    }),
  ];
}

/** Of a Rollout, the first pod is of the colour that traffic leaves after five and a half minutes, or has not reached yet. */
function blueGreenCasesOf(subject: Subject): RuleCase[] {
  const tell = teller('TargetDown', subject.workload, undefined, 'blueGreen');
  const isSilent = (title: string, signs: Signs, more: Record<string, string> = {}) =>
    tell(title, { ...seriesOf(subject, signs), ...more }, { silent: minutes(1, 19) });
  const preview = (up: string) => ({
    [named('up', { namespace, job: `${subject.workload}-preview`, pod: subject.pods[0] })]: up,
  });
  return [
    isSilent('is silent while the old colour is kept, which is ready and no target any more', {
      up: join(constant(1, '5m30s'), gone('14m30s')),
      ready,
    }),
    isSilent('is silent though the last scrape of the old colour had failed', {
      up: join(constant(1, '5m20s'), constant(0, '10s'), gone('14m30s')),
      ready,
    }),
    isSilent(
      'is silent while the new colour proves itself, whose scrapes are not those of the service',
      { ready },
      {
        ...preview(always(0)),
      },
    ),
    isSilent(
      'is silent when traffic moves to the new colour',
      { up: join(missing('5m30s'), constant(0, '20s'), constant(1, '14m10s')), ready },
      preview(always(1)),
    ),
  ];
}

export const cases: readonly RuleCase[] = [backend, frontend].flatMap((subject) => [
  ...casesOf(subject),
  ...rollingCasesOf(subject),
  ...blueGreenCasesOf(subject),
]);
