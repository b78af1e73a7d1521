import { parser } from '@prometheus-io/lezer-promql';
import { seconds } from '../../../charts/constructs/monitoring/duration.ts';
import { type AlertingRule, evaluationInterval } from '../../../charts/constructs/monitoring/rule-group.ts';
import { metricsOf } from './metrics-of.ts';
import type { RuleCase } from './rule-case.ts';

/** Alerts that always fire, and so are never silent. */
const alwaysFiring = new Set(['Watchdog']);

const place = 'time of a rule case';
const minute = seconds(evaluationInterval, place);

/** What the cases of a rule leave unproven. */
export function gaps(rule: AlertingRule, cases: readonly RuleCase[]): string[] {
  const silent = cases.filter(({ firing = [] }) => firing.length === 0);
  const needed = alwaysFiring.has(rule.alert) ? 0 : 2;
  return [
    ...(cases.length > silent.length ? [] : ['no case in which it fires']),
    ...(silent.length >= needed
      ? []
      : [`${silent.length} cases in which it is silent throughout; ${needed} are needed`]),
    ...cases.flatMap((ruleCase) => faults(rule, ruleCase).map((fault) => `"${ruleCase.title}": ${fault}`)),
  ];
}

function faults(rule: AlertingRule, { series, silent = [], firing = [] }: RuleCase): string[] {
  const read = selectedBy(rule.expr);
  const unread = Object.keys(series).filter((name) => selectedBy(name).every((metric) => !read.includes(metric)));
  const quiet = new Set(silent.map((at) => seconds(at, place)));
  const first = Math.min(...firing.map(({ at }) => seconds(at, place)));
  const isSudden = Number.isFinite(first) && !alwaysFiring.has(rule.alert) && !quiet.has(first - minute);
  return [
    ...(silent.length + firing.length > 0 ? [] : ['looks at no moment']),
    ...(isSudden ? [`it fires at ${first} s, but nobody looks a minute before`] : []),
    ...unread.map((name) => `the alert never reads ${name}`),
  ];
}

function selectedBy(expression: string): string[] {
  return metricsOf(parser.parse(expression).topNode, ({ from, to }) => expression.slice(from, to));
}
