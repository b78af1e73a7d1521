import type { RuleCase } from '../rule-case.ts';
import { constant, gone, join } from '../series.ts';
import { minutes, teller } from './workload-story.ts';
import { elsewhere, named, namespace } from './workload-subjects.ts';

const always = (value: number) => constant(value, '20m');
const job = 'arq-frontend-probe';
const tell = teller('ProbeMissing', 'arq-frontend');

const seriesOf = (page: string) => ({
  [named('probe_success', { namespace, job })]: page,
  // Others are fetched.
  [named('probe_success', { namespace, job: 'arq-probe' })]: always(1),
  [named('probe_success', { namespace: elsewhere, job })]: always(1),
});

export const cases: readonly RuleCase[] = [
  tell('fires after 10 minutes without word of the page', seriesOf(join(constant(1, '5m30s'), gone('14m30s'))), {
    silent: ['5m', '6m', '15m'],
    firing: ['16m', '20m'],
    annotations: [{ summary: `The page of arq-frontend is not fetched in ${namespace}` }],
  }),
  tell(
    'is silent when the exporter is away for 8 minutes',
    seriesOf(join(constant(1, '5m30s'), gone('8m'), constant(1, '6m30s'))),
    {
      silent: minutes(5, 20),
    },
  ),
  tell('is silent when the page cannot be fetched: that is told by another alert', seriesOf(always(0)), {
    silent: minutes(10, 20),
  }),
];
