import { type Alert, alert } from '../alert.ts';

/**
 * Fires always. Whoever is outside and hears nothing of it knows that alerts do not arrive: it is sent to a heartbeat, never
 * to people.
 * @param namespace label of the alert; there is no series to take it from
 */
export function watchdog(namespace = 'monitoring'): Alert {
  return alert({
    name: 'Watchdog',
    severity: 'none',
    expression: () => `label_replace(vector(1), "namespace", "${namespace}", "", "")`,
    summary: 'Alerts arrive',
    description: 'This alert fires always. When it stops, Prometheus, Alertmanager or the way from there is broken.',
  });
}
