import { type Alert, alert } from '../alert.ts';

/** Numbers of `BackupOverdue`. */
export type BackupOverdueThresholds = {
  /** Age of the last success. @default 93600: a day, and two hours for the backup to run or be repeated */
  readonly ageSeconds: number;
};

const defaults: BackupOverdueThresholds = { ageSeconds: 93_600 };

/** What makes the backups. */
export interface BackupFacts {
  readonly namespace: string;
  /** Name of the CronJob. */
  readonly cronJob: string;
}

/**
 * No backup has succeeded in time. A CronJob that never did is as old as itself, and one that does not exist as old as the
 * namespace: both are told once they had the time that a backup has.
 */
export function backupOverdue(
  { namespace, cronJob }: BackupFacts,
  thresholds: Partial<BackupOverdueThresholds> = {},
): Alert {
  const of = `namespace="${namespace}",cronjob="${cronJob}"`;
  return alert({
    name: 'BackupOverdue',
    severity: 'warning',
    for: '10m',
    thresholds: { ...defaults, ...thresholds },
    expression: ({ ageSeconds }) => `
      time() - (
        max by (namespace) (kube_cronjob_status_last_successful_time{${of}})
        or
        max by (namespace) (kube_cronjob_created{${of}})
        or
        max by (namespace) (kube_namespace_created{namespace="${namespace}"})
      )
      > ${ageSeconds}`,
    summary: 'No backup for {{ $value | humanizeDuration }} in {{ $labels.namespace }}',
    description:
      `The last success of the CronJob ${cronJob} is {{ $value | humanizeDuration }} old, or there has not been one since ` +
      'then. What is lost now cannot be restored.',
  });
}
