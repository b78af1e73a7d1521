import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';
import { seconds } from '../../../../charts/constructs/monitoring/duration.ts';
import type { AlertingRule } from '../../../../charts/constructs/monitoring/rule-group.ts';
import { metricsOf } from '../metrics-of.ts';
import type { Change, Reader } from './change.ts';
import { aggregation, functionName, grouping, matcher, matcherEverywhere } from './names.ts';
import { number, range } from './numbers.ts';
import { comparison, oneSide } from './operators.ts';

/** A rule with one change. */
export interface Mutant {
  /** What was changed, the same in every workload: 'sum -> max of up', with '#2' for the second of its kind. */
  readonly name: string;
  readonly original: AlertingRule;
  readonly rule: AlertingRule;
}

const mutators = [oneSide, comparison, number, range, matcher, aggregation, grouping, functionName];

/** Every mutant of a rule. */
export function mutantsOf(original: AlertingRule): Mutant[] {
  const seen = new Map<string, number>();
  const workload = new RegExp(`(?<![\\w-])${original.labels['workload']}(?!\\w)`, 'g');
  return [...ofExpression(original), ...ofDuration(original)].map(({ what, rule }) => {
    const name = what.replaceAll(workload, '$workload');
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return { name: count === 1 ? name : `${name} #${count}`, original, rule };
  });
}

function ofExpression(original: AlertingRule) {
  return changesOf(original.expr).map(({ what, from, to, text }) => ({
    what,
    rule: { ...original, expr: original.expr.slice(0, from) + text + original.expr.slice(to) },
  }));
}

function changesOf(expression: string): Change[] {
  const changes: Change[] = [];
  const read: Reader = ({ from, to }) => expression.slice(from, to);
  const tree = parser.parse(expression);
  changes.push(...matcherEverywhere(tree.topNode, read));
  tree.iterate({
    enter: ({ node }) => {
      for (const change of mutators.flatMap((mutate) => mutate(node, read))) {
        const metrics = nearestMetrics(node, read);
        const isNamed = metrics.length === 0 || metrics.some((metric) => change.what.includes(metric));
        changes.push(isNamed ? change : { ...change, what: `${change.what} of ${metrics[0]}` });
      }
    },
  });
  return changes;
}

/** The metrics of the smallest piece around a node that has any: what the node says something about. */
function nearestMetrics(node: SyntaxNode, read: Reader): string[] {
  const metrics = metricsOf(node, read);
  return metrics.length > 0 || node.parent === null ? metrics : nearestMetrics(node.parent, read);
}

/** Sooner and later by an evaluation, and at once. */
function ofDuration(original: AlertingRule) {
  const wait = original.for === undefined ? 0 : seconds(original.for, `alert ${original.alert}: for`);
  return [...new Set([0, wait - 60, wait + 60])]
    .filter((other) => other >= 0 && other !== wait)
    .map((other) => ({ what: `for ${wait}s -> ${other}s`, rule: { ...original, for: `${other}s` } }));
}
