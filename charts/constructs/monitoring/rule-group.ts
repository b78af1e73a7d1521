import type { Alert } from './alert.ts';
import type { Duration } from './duration.ts';

/** One alert as Prometheus reads it, in a rule file and in a PrometheusRule alike. */
export interface AlertingRule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: Duration;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Rules that are evaluated together. */
export interface RuleGroup {
  readonly name: string;
  readonly interval: Duration;
  readonly rules: readonly AlertingRule[];
}

/** Where a group of alerts stands. */
export interface RuleGroupProps {
  /** Name of the group, unique among those of one Prometheus and namespace. */
  readonly name: string;
  readonly alerts: readonly Alert[];
  /** Labels of all of its alerts beside the severity. */
  readonly labels: Readonly<Record<string, string>>;
  /** URL of an alert's runbook by the alert's name; without it alerts link nowhere. */
  readonly runbookUrl?: ((alert: string) => string) | undefined;
}

/** How often rules are evaluated: an outage is noticed within a minute, and two evaluations tell it from a hiccup. */
export const evaluationInterval: Duration = '1m';

/** Alerts as a group of rules. */
export function ruleGroup({ name, alerts, labels, runbookUrl }: RuleGroupProps): RuleGroup {
  return { name, interval: evaluationInterval, rules: alerts.map((alert) => rule(alert, labels, runbookUrl)) };
}

function rule(alert: Alert, labels: RuleGroupProps['labels'], runbookUrl: RuleGroupProps['runbookUrl']): AlertingRule {
  return {
    alert: alert.name,
    expr: alert.expression,
    ...(alert.for === undefined ? {} : { for: alert.for }),
    labels: { severity: alert.severity, ...labels },
    annotations: {
      summary: alert.summary,
      description: alert.description,
      ...(runbookUrl ? { runbook_url: runbookUrl(alert.name) } : {}),
    },
  };
}
