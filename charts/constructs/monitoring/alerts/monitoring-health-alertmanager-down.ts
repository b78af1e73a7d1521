import { type Alert, alert } from '../alert.ts';

/** No Alertmanager answers, whether its targets are down or there are none: nobody is told anything. */
export function alertmanagerDown(prometheusJob: string, alertmanagerJob: string): Alert {
  return alert({
    name: 'AlertmanagerDown',
    severity: 'critical',
    for: '5m',
    // The program's own metric, because its job may have other targets, as the sidecar that watches its configuration.
    // Where nobody answers there is no namespace either: that of Prometheus is taken.
    expression: () => `
      group by (namespace) (prometheus_build_info{job="${prometheusJob}"})
      unless on ()
      alertmanager_build_info{job="${alertmanagerJob}"}`,
    summary: 'No Alertmanager answers in {{ $labels.namespace }}',
    description: `For 5 minutes no Alertmanager has been scraped as ${alertmanagerJob}: alerts reach nobody.`,
  });
}
