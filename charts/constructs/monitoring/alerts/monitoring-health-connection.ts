import { type Alert, alert } from '../alert.ts';

/** Prometheus knows of no Alertmanager: its alerts go nowhere. Another Prometheus may still send this one. */
export function prometheusNotConnectedToAlertmanager(job: string): Alert {
  return alert({
    name: 'PrometheusNotConnectedToAlertmanager',
    severity: 'critical',
    for: '5m',
    expression: () =>
      `group by (namespace, instance) (prometheus_notifications_alertmanagers_discovered{job="${job}"} < 1)`,
    summary: 'Prometheus knows no Alertmanager in {{ $labels.namespace }}',
    description:
      'For 5 minutes Prometheus {{ $labels.instance }} has known of no Alertmanager: its alerts reach nobody.',
  });
}
