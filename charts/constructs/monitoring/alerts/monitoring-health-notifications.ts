import { type Alert, alert } from '../alert.ts';
import { percent, requireShare } from './share.ts';

/** Numbers of `NotificationsFailing`. */
export type NotificationsFailingThresholds = {
  /** Share of an integration's notifications. @default 0.05: what is retried and arrives is not counted */
  readonly failedShare: number;
};

const defaults: NotificationsFailingThresholds = { failedShare: 0.05 };

/** An integration, as `slack` or `webhook`, does not take notifications: people are not told. Another one may tell of it. */
export function notificationsFailing(job: string, thresholds: Partial<NotificationsFailingThresholds> = {}): Alert {
  const chosen = { ...defaults, ...thresholds };
  requireShare(chosen.failedShare, 'NotificationsFailing: failedShare');
  const by = 'sum by (namespace, integration)';
  return alert({
    name: 'NotificationsFailing',
    severity: 'critical',
    thresholds: chosen,
    expression: ({ failedShare }) => `
      ${by} (increase(alertmanager_notifications_failed_total{job="${job}"}[15m]))
      /
      ${by} (increase(alertmanager_notifications_total{job="${job}"}[15m]))
      > ${failedShare}`,
    summary: 'Notifications by {{ $labels.integration }} fail in {{ $labels.namespace }}',
    description:
      'Within 15 minutes {{ $value | humanizePercentage }} of the notifications by {{ $labels.integration }} have not been ' +
      `delivered, more than ${percent(chosen.failedShare)}: people are not told of alerts.`,
  });
}
