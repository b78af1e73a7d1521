import type { RuleCase } from '../rule-case.ts';
import { constant, gone, join, steps } from '../series.ts';
import { minutes, teller } from './workload-story.ts';
import { backend, elsewhere, frontend, named, namespace, type Subject } from './workload-subjects.ts';

const always = (value: number) => constant(value, '20m');
const metric = 'nodejs_eventloop_lag_p99_seconds';

/** The lag of the first pod; elsewhere, and in another program, it is long. */
function seriesOf({ workload, pods }: Subject, lag: string, second = always(0.011)): Record<string, string> {
  const of = (pod: string | undefined, job = workload, place = namespace) => ({
    namespace: place,
    job,
    pod: pod as string,
  });
  return {
    [named(metric, of(pods[0]))]: lag,
    [named(metric, of(pods[1]))]: second,
    // The same process, found by way of a second Service.
    [named(metric, { ...of(pods[0]), service: `${workload}-headless` })]: always(0.011),
    [named(metric, of('arq-neighbour-0', 'arq-neighbour'))]: always(1),
    [named(metric, of(pods[0], workload, elsewhere))]: always(1),
  };
}

function casesOf(subject: Subject): RuleCase[] {
  const { workload, pods } = subject;
  const tell = teller('EventLoopLag', workload, [{ namespace, pod: pods[0] }]);
  const isSilent = (title: string, lag: string) => tell(title, seriesOf(subject, lag), { silent: minutes(4, 18) });
  return [
    tell(
      'fires after 5 minutes of a lag just above the limit',
      seriesOf(
        subject,
        steps([
          [0.01, '5m30s'],
          [0.104, '14m30s'],
        ]),
      ),
      {
        silent: ['5m', '6m', '7m', '12m'],
        firing: ['13m', '18m'],
        annotations: [{ summary: `The event loop of ${workload} lags by 104ms in ${namespace}` }],
      },
    ),
    tell(
      'fires when the lag is long only for half a minute in every two',
      seriesOf(subject, join(constant(0.01, '4m'), Array.from({ length: 8 }, () => '0.42x2 0.01x8').join(' '))),
      { silent: ['5m', '9m'], firing: ['10m', '18m'] },
    ),
    tell('fires for each pod by itself', seriesOf(subject, always(0.3), always(0.2)), {
      silent: ['4m'],
      firing: ['5m'],
      labels: pods.map((pod) => ({ namespace, pod })),
    }),
    isSilent('is silent exactly at the limit', always(0.1)),
    isSilent('is silent just below the limit', always(0.096)),
    isSilent(
      'is silent through a spike of 3 minutes',
      steps([
        [0.01, '5m'],
        [2, '3m'],
        [0.01, '12m'],
      ]),
    ),
    isSilent('is silent when the process is gone', join(constant(0.01, '5m30s'), gone('14m30s'))),
  ];
}

export const cases: readonly RuleCase[] = [backend, frontend].flatMap(casesOf);
