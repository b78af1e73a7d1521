import { type Alert, alert, type Severity } from '../alert.ts';

/** Numbers of `RuleEvaluationsFailing` and `RuleEvaluationsMissed`. */
export type RuleEvaluationsThresholds = {
  /** Evaluations of one group within five minutes. @default 3 of 5: one may fall into a restart */
  readonly evaluations: number;
};

const defaults: RuleEvaluationsThresholds = { evaluations: 3 };

/** Rules cannot be evaluated, as where series match many to many: their alerts never fire. */
export function ruleEvaluationsFailing(job: string, thresholds?: Partial<RuleEvaluationsThresholds>): Alert {
  return ruleEvaluations(job, thresholds, {
    name: 'RuleEvaluationsFailing',
    severity: 'critical',
    metric: 'prometheus_rule_evaluation_failures_total',
    summary: 'Rules fail in {{ $labels.namespace }}',
    effect: 'failed; the log of Prometheus says why, and until then their alerts never fire',
  });
}

/** Evaluating rules takes longer than the time between two evaluations: alerts come late, and `for` takes longer. */
export function ruleEvaluationsMissed(job: string, thresholds?: Partial<RuleEvaluationsThresholds>): Alert {
  return ruleEvaluations(job, thresholds, {
    name: 'RuleEvaluationsMissed',
    severity: 'warning',
    metric: 'prometheus_rule_group_iterations_missed_total',
    summary: 'Rules are evaluated too rarely in {{ $labels.namespace }}',
    effect: 'been left out, because the ones before took too long; alerts come late',
  });
}

interface Kind {
  readonly name: string;
  readonly severity: Severity;
  readonly metric: string;
  readonly summary: string;
  readonly effect: string;
}

/** A mishap in all rules at once is over within the window, and so before anybody is told. */
function ruleEvaluations(
  job: string,
  thresholds: Partial<RuleEvaluationsThresholds> = {},
  { name, severity, metric, summary, effect }: Kind,
): Alert {
  return alert({
    name,
    severity,
    for: '5m',
    thresholds: { ...defaults, ...thresholds },
    expression: ({ evaluations }) => `
      max by (namespace, rule_group) (increase(${metric}{job="${job}"}[5m])) >= ${evaluations}`,
    summary,
    description: `Within 5 minutes {{ $value | humanize }} evaluations of the group {{ $labels.rule_group }} have ${effect}.`,
  });
}
