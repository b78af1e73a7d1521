import type { RuleCase } from '../rule-case.ts';
import { constant, gone, join, steps } from '../series.ts';
import { minutes, teller } from './workload-story.ts';
import { backend, elsewhere, frontend, named, namespace, type Subject } from './workload-subjects.ts';

const always = (value: number) => constant(value, '20m');

/** Files that the first pod has open, of 1,000; elsewhere, and in another program, there are hardly any left. */
function seriesOf({ workload, pods }: Subject, open: string, limit = always(1000)): Record<string, string> {
  const of = (pod: string | undefined, job = workload, place = namespace) => ({
    namespace: place,
    job,
    pod: pod as string,
  });
  const twice = (metric: string, values: string, second: string) => ({
    [named(metric, of(pods[0]))]: values,
    // The same process, found by way of a second Service, which has not been scraped lately.
    [named(metric, { ...of(pods[0]), service: `${workload}-headless` })]: second,
  });
  return {
    ...twice('process_open_fds', open, always(10)),
    ...twice('process_max_fds', limit, always(900)),
    [named('process_open_fds', of(pods[1]))]: always(50),
    [named('process_max_fds', of(pods[1]))]: always(1000),
    // Another program in the same pod.
    [named('process_open_fds', of(pods[0], 'arq-sidecar'))]: always(1900),
    [named('process_max_fds', of(pods[0], 'arq-sidecar'))]: always(20000),
    [named('process_open_fds', of(pods[0], workload, elsewhere))]: always(990),
    [named('process_max_fds', of(pods[0], workload, elsewhere))]: always(1000),
  };
}

function casesOf(subject: Subject): RuleCase[] {
  const { workload, pods } = subject;
  const tell = teller('FileDescriptorsRunningOut', workload, [{ namespace, pod: pods[0] }]);
  const isSilent = (title: string, open: string) => tell(title, seriesOf(subject, open), { silent: minutes(4, 18) });
  return [
    tell(
      'fires when 5 minutes passed above the limit',
      seriesOf(
        subject,
        steps([
          [100, '5m30s'],
          [830, '14m30s'],
        ]),
      ),
      {
        silent: ['5m', '6m', '10m'],
        firing: ['11m', '18m'],
        annotations: [{ summary: `${workload} uses 83% of its file descriptors in ${namespace}` }],
      },
    ),
    isSilent('is silent exactly at the limit', always(800)),
    isSilent('is silent below the limit', always(770)),
    isSilent(
      'is silent through 3 minutes above the limit',
      steps([
        [100, '5m'],
        [990, '3m'],
        [100, '12m'],
      ]),
    ),
    isSilent('is silent when the process is gone', join(constant(100, '5m30s'), gone('14m30s'))),
  ];
}

export const cases: readonly RuleCase[] = [backend, frontend].flatMap(casesOf);
