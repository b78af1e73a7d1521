import type { RuleCase } from '../rule-case.ts';
import { constant, gone, join } from '../series.ts';
import { minutes, teller } from './workload-story.ts';
import { elsewhere, named, namespace } from './workload-subjects.ts';

const length = '50m';
const job = 'arq-probe';
const always = (value: number) => constant(value, length);
const fetched = (values: string, labels: Readonly<Record<string, string>> = {}) => ({
  [named('probe_success', { namespace, job, instance: 'https://arq.example/', pod: 'blackbox-0', ...labels })]: values,
});
const both = (first: string, second: string) => ({ ...fetched(first), ...fetched(second, { pod: 'blackbox-1' }) });
const vanished = join(constant(1, '5m30s'), gone('44m30s'));
/** Of so many fetches in a row the first one fails. */
const oneIn = (fetches: number) => Array.from({ length: 400 / fetches }, () => `0x0 1x${fetches - 2}`).join(' ');

const isUnreliable = teller('ProbeUnreliable', 'arq');
const otherPages = {
  ...fetched(always(1), { job: 'arq-frontend-probe' }),
  ...fetched(always(0), { namespace: elsewhere }),
};
const isReliable = (title: string, series: RuleCase['series']) =>
  isUnreliable(title, { ...otherPages, ...series }, { silent: minutes(10, 50) });

const unreliable: readonly RuleCase[] = [
  isUnreliable(
    'fires when one fetch of eight fails',
    { ...otherPages, ...fetched(join(constant(1, '15m'), oneIn(8))) },
    { silent: ['15m', '20m', '31m'], firing: ['32m', '45m'] },
  ),
  isUnreliable(
    'fires when one fetch of eight fails from either exporter',
    { ...otherPages, ...both(join(constant(1, '15m'), oneIn(8)), join(constant(1, '15m'), oneIn(8))) },
    { silent: ['31m'], firing: ['32m'] },
  ),
  isReliable('is silent when one fetch of ten fails', fetched(join(constant(1, '15m'), oneIn(10)))),
  isReliable('is silent when one fetch of eleven fails', fetched(join(constant(1, '15m'), oneIn(11)))),
  isReliable('is silent when one of two exporters fetches nothing', both(always(1), always(0))),
  isReliable('is silent when nobody fetches', fetched(vanished)),
];

const isMissing = teller('ProbeMissing', 'arq');
const others = {
  ...fetched(always(1), { job: 'arq-frontend-probe' }),
  ...fetched(always(1), { namespace: elsewhere }),
};
const isThere = (title: string, values: string) =>
  isMissing(title, { ...others, ...fetched(values) }, { silent: minutes(5, 50) });

const missing: readonly RuleCase[] = [
  isMissing(
    'fires after ten minutes without word',
    { ...others, ...fetched(vanished) },
    {
      silent: ['5m', '6m', '15m'],
      firing: ['16m', '20m'],
    },
  ),
  isThere('is silent when the exporter is away for 8 minutes', join(constant(1, '5m30s'), gone('8m'), always(1))),
  isThere('is silent when the page cannot be fetched, which another alert tells', always(0)),
];

export const cases: readonly RuleCase[] = [...unreliable, ...missing];
