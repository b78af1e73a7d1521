import type { RuleCase } from '../rule-case.ts';
import { constant, gone, join, steps } from '../series.ts';
import { minutes, teller } from './workload-story.ts';
import { elsewhere, named, namespace } from './workload-subjects.ts';

const length = '20m';
const job = 'arq-probe';
const instance = 'https://arq.example/';
const tell = teller('EdgeDown', 'arq', [{ namespace, instance }]);
const always = (value: number) => constant(value, length);
const down = join(constant(1, '5m30s'), constant(0, '14m30s'));
/** Six fetches again and again, the last of which are those before an evaluation. */
const everyMinute = (...values: readonly number[]) =>
  Array.from({ length: 20 }, () => [...values.slice(-1), ...values.slice(0, -1)].join(' ')).join(' ');

const fetched = (values: string, labels: Readonly<Record<string, string>> = {}) => ({
  [named('probe_success', { namespace, job, instance, pod: 'blackbox-0', ...labels })]: values,
});
const both = (first: string, second: string) => ({ ...fetched(first), ...fetched(second, { pod: 'blackbox-1' }) });
const others = {
  ...fetched(always(0), { namespace: elsewhere }),
  ...fetched(always(0), { job: 'arq-frontend-probe', instance: 'http://arq-frontend:3000/' }),
};
const isSilent = (title: string, series: RuleCase['series']) =>
  tell(title, { ...others, ...series }, { silent: minutes(4, 19) });

export const cases: readonly RuleCase[] = [
  tell(
    'fires when the page cannot be fetched at two evaluations',
    { ...others, ...fetched(down) },
    { silent: ['5m', '6m'], firing: ['7m', '15m'], annotations: [{ summary: `${instance} cannot be reached` }] },
  ),
  tell(
    'fires for each page, and for none that can be fetched',
    {
      ...others,
      ...fetched(down),
      ...fetched(always(1), { instance: 'https://arq.example/status' }),
      ...fetched(down, { instance: 'https://arq.example/api' }),
    },
    {
      silent: ['6m'],
      firing: ['7m'],
      labels: [
        { namespace, instance },
        { namespace, instance: 'https://arq.example/api' },
      ],
    },
  ),
  tell(
    'fires when each of two blackbox exporters fetches one page in three',
    { ...others, ...both(everyMinute(0, 0, 1, 0, 0, 1), everyMinute(0, 0, 1, 0, 0, 1)) },
    { silent: ['1m'], firing: ['2m', '15m'] },
  ),
  tell(
    'ends when the page can be fetched again',
    {
      ...others,
      ...fetched(
        steps([
          [1, '5m30s'],
          [0, '6m'],
          [1, '8m30s'],
        ]),
      ),
    },
    { silent: ['6m', '12m', '13m'], firing: ['7m', '11m'] },
  ),
  isSilent('is silent when half of the fetches succeed', fetched(everyMinute(0, 1, 0, 1, 0, 1))),
  isSilent('is silent when some fetches in a row fail', fetched(everyMinute(1, 1, 1, 1, 0, 0))),
  isSilent(
    'is silent when one of two blackbox exporters fetches nothing, the other one most',
    both(down, everyMinute(1, 0, 1, 1, 0, 1)),
  ),
  isSilent('is silent through a restart of 40 s', {
    ...fetched(
      steps([
        [1, '5m40s'],
        [0, '40s'],
        [1, '13m40s'],
      ]),
    ),
  }),
  isSilent('is silent when the blackbox exporter is away', fetched(join(constant(1, '5m30s'), gone('14m30s')))),
];
