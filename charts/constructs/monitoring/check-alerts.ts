import type { Alert } from './alert.ts';
import type { MetricCatalogue } from './catalogue/metric-catalogue.ts';
import { checkOnce } from './clean-expressions.ts';
import { checkExpression } from './promql/check-expression.ts';
import { checkTemplate } from './promql/check-template.ts';
import { labelsOfResult, possibleLabelsOfResult } from './promql/labels-of-result.ts';

/** Where alerts stand. */
export interface AlertsPlace {
  readonly catalogue: MetricCatalogue;
  readonly namespace: string;
  /** Construct path, for messages. */
  readonly place: string;
}

/**
 * What is wrong with alerts: PromQL that Prometheus would refuse or that can never be true, texts that name labels which
 * the alert has not.
 */
export function checkAlerts(alerts: readonly Alert[], { catalogue, namespace, place }: AlertsPlace): string[] {
  return alerts.flatMap((alert) => {
    const text = [alert.expression, alert.summary, alert.description].join('\n').replaceAll(`"${namespace}"`, '""');
    return checkOnce(catalogue, text, () => checkAlert(alert, catalogue, `${place}: alert ${alert.name}`));
  });
}

function checkAlert(alert: Alert, catalogue: MetricCatalogue, where: string): string[] {
  const broken = checkExpression(alert.expression, { catalogue, place: where });
  if (broken.length > 0) return broken;
  const labels = labelsOfResult(alert.expression, catalogue);
  // After an "or" a text may show what only one side has: of the other it shows nothing.
  const possible = possibleLabelsOfResult(alert.expression, catalogue);
  return [
    ...(labels?.has('namespace') === false ? [withoutNamespace(where, labels)] : []),
    ...checkTemplate(alert.summary, possible, `${where}: summary`),
    ...checkTemplate(alert.description, possible, `${where}: description`),
  ];
}

/** Routes and inhibitions go by the namespace: without it an alert of one environment would mute another's. */
function withoutNamespace(where: string, labels: ReadonlySet<string>): string {
  const known = labels.size > 0 ? `only ${[...labels].sort().join(', ')}` : 'no label at all';
  return `${where}: its series carry ${known}, so nobody could tell whose it is; keep namespace, as in "max by (namespace) (...)"`;
}
