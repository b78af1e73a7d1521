import type { Alert } from '../alert.ts';
import type { Panel } from './panel.ts';
import { redFrom } from './threshold.ts';

export function failingNotifications(alertmanager: string, alerts: readonly Alert[]): Panel {
  const sum = (name: string) => `sum(increase(alertmanager_${name}_total{${alertmanager}}[15m]))`;
  const all = sum('notifications');
  return {
    title: 'Failed notifications',
    description:
      'Share within a quarter of an hour that reached nobody. From the red value on NotificationsFailing fires.',
    kind: 'stat',
    unit: 'percentunit',
    queries: [{ expression: `${sum('notifications_failed')} / (${all} > 0) or 0 * ${all}`, legend: 'failed' }],
    ...redFrom(alerts, 'NotificationsFailing', 'failedShare'),
  };
}

export function notifications(alertmanager: string): Panel {
  const sum = (name: string) => `sum(increase(alertmanager_${name}_total{${alertmanager}}[15m]))`;
  return {
    title: 'Notifications',
    description: 'Within a quarter of an hour, and those of them that reached nobody.',
    unit: 'none',
    queries: [
      { expression: sum('notifications'), legend: 'sent' },
      { expression: sum('notifications_failed'), legend: 'failed' },
    ],
  };
}

export function activeAlerts(alertmanager: string): Panel {
  return {
    title: 'Alerts in Alertmanager',
    description: 'Those that it tells of, and those that a silence or an inhibition keeps quiet.',
    unit: 'none',
    queries: [{ expression: `max by (state) (alertmanager_alerts{${alertmanager}})`, legend: '{{state}}' }],
  };
}
