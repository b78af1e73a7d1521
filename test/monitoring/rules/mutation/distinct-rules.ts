import type { AlertingRule } from '../../../../charts/constructs/monitoring/rule-group.ts';
import type { RuleCase } from '../rule-case.ts';

/** A rule with the cases that are told to it. */
export interface ToldRule {
  readonly rule: AlertingRule;
  readonly cases: readonly RuleCase[];
}

/**
 * Of the rules that differ in the values of matchers alone, as those of two workloads do, the one with the most cases:
 * changing the others would prove nothing more.
 */
export function distinctRules(told: readonly ToldRule[]): ToldRule[] {
  const best = new Map<string, ToldRule>();
  for (const one of told) {
    const { alert, expr, for: wait } = one.rule;
    const meaning = `${alert} for ${wait}: ${expr.replaceAll(/"[^"]*"/g, '""')}`;
    const other = best.get(meaning);
    if (other === undefined || other.cases.length < one.cases.length) best.set(meaning, one);
  }
  return [...best.values()];
}
