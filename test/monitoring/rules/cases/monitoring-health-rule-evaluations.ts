import type { RuleCase } from '../rule-case.ts';
import { constant, counter, join, ramp } from '../series.ts';
import { foreign, namespace, ofPrometheus, second } from './monitoring-health-subjects.ts';
import { minutes, teller } from './workload-story.ts';

const length = '40m';
const rule_group = 'arq-staging/arq-backend';
const never = constant(0, length);
/** Once a minute from the fifth one on: the third is at 7m. */
const everyMinute = join(
  constant(0, '5m'),
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => constant(n, '1m')),
  constant(10, '25m'),
);

function casesOf(alert: string, metric: string): RuleCase[] {
  const tell = teller(alert, 'monitoring', [{ namespace, rule_group }]);
  const of = (values: string, labels: Readonly<Record<string, string>> = {}) =>
    ofPrometheus(metric, values, { rule_group, ...labels });
  const others = {
    ...of(never, { rule_group: 'arq-staging/arq-redis' }),
    ...of(counter({ perSecond: 1, for: length }), foreign),
  };
  const isSilent = (title: string, series: RuleCase['series']) =>
    tell(title, { ...others, ...series }, { silent: minutes(4, 35) });
  return [
    tell(
      'fires five minutes after the third one within five, until there are fewer',
      { ...others, ...of(everyMinute) },
      {
        silent: ['6m', '7m', '11m', '17m', '18m'],
        firing: ['12m', '16m'],
      },
    ),
    tell(
      'fires when one Prometheus of two cannot',
      { ...others, ...of(everyMinute), ...of(never, second) },
      { silent: ['11m'], firing: ['12m', '16m'] },
    ),
    tell(
      'fires when many rules of the group do',
      { ...others, ...of(join(constant(0, '5m'), ramp(20, 400, '20m'), constant(400, '15m'))) },
      { silent: ['5m', '9m'], firing: ['10m', '20m'] },
    ),
    isSilent('is silent while none does', of(constant(7, length))),
    isSilent('is silent when two of five do, again and again', of(counter({ perSecond: 2 / 300, for: length }))),
    isSilent('is silent when either of two Prometheus has two in five, again and again', {
      ...of(counter({ perSecond: 2 / 300, for: length })),
      ...of(counter({ perSecond: 2 / 300, for: length }), second),
    }),
    isSilent('is silent when all rules of a group do once', of(join(constant(0, '10m'), constant(30, '30m')))),
    isSilent('is silent when a restart sets the counter back', of(join(constant(30, '10m'), constant(0, '30m')))),
  ];
}

export const cases: readonly RuleCase[] = [
  ...casesOf('RuleEvaluationsFailing', 'prometheus_rule_evaluation_failures_total'),
  ...casesOf('RuleEvaluationsMissed', 'prometheus_rule_group_iterations_missed_total'),
];
