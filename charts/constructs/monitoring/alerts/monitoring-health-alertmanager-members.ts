import { type Alert, alert } from '../alert.ts';

/** Alertmanagers do not all know each other: each one that is alone sends everything once more. */
export function alertmanagerMembersMissing(job: string): Alert {
  const members = `alertmanager_cluster_members{job="${job}"}`;
  return alert({
    name: 'AlertmanagerMembersMissing',
    severity: 'warning',
    for: '15m',
    expression: () => `min by (namespace) (${members}) < count by (namespace) (${members})`,
    summary: 'Alertmanagers do not know each other in {{ $labels.namespace }}',
    description:
      'For 15 minutes an Alertmanager has known of {{ $value }} members of its cluster only, fewer than answer: ' +
      'notifications are sent more than once.',
  });
}
