import { type BackupFacts, type BackupOverdueThresholds, backupOverdue } from '../alerts/backup-overdue.ts';
import type { Panel } from './panel.ts';
import type { SubjectRow } from './subject.ts';
import { redFrom } from './threshold.ts';

/** Rows about backups: how old the last good one is, and what becomes of the Jobs that make them. */
export function backupRows(facts: BackupFacts, thresholds?: Partial<BackupOverdueThresholds>): SubjectRow[] {
  const { namespace, cronJob } = facts;
  const overdue = redFrom([backupOverdue(facts, thresholds)], 'BackupOverdue', 'ageSeconds');
  const age = ageOf(namespace, cronJob);
  const jobs = `namespace="${namespace}",job_name=~"${cronJob}-.*"`;
  const last: Panel = {
    title: 'Last good backup',
    description:
      'Time since the last success. From the red value on BackupOverdue fires: what is lost now cannot be restored.',
    kind: 'stat',
    unit: 's',
    queries: [{ expression: age, legend: 'age' }],
    ...overdue,
  };
  return [
    {
      title: 'Backups',
      subject: 'jobs',
      headlines: { numbers: [last] },
      panels: [
        last,
        {
          title: 'Failed Jobs',
          description: 'Those that have given up and are still on record. Any is worth a look at its log.',
          kind: 'stat',
          unit: 'none',
          queries: [
            { expression: `count(kube_job_failed{${jobs},condition="true"} == 1) or vector(0)`, legend: 'failed' },
          ],
          limits: { red: 1 },
        },
        {
          title: 'Jobs at work',
          description: 'One that stays for hours hangs.',
          kind: 'stat',
          unit: 'none',
          queries: [{ expression: `sum(kube_job_status_active{${jobs}}) or vector(0)`, legend: 'active' }],
        },
        {
          title: 'Age of the last good backup',
          description: 'A saw that falls with every success. Worry when a tooth is missing.',
          unit: 's',
          width: 24,
          queries: [{ expression: age, legend: 'age' }],
          ...overdue,
        },
      ],
    },
  ];
}

/** As the alert has it: what never succeeded is as old as itself, and what does not exist as old as the namespace. */
function ageOf(namespace: string, cronJob: string): string {
  const of = `namespace="${namespace}",cronjob="${cronJob}"`;
  return (
    `time() - (max(kube_cronjob_status_last_successful_time{${of}}) or max(kube_cronjob_created{${of}}) or ` +
    `max(kube_namespace_created{namespace="${namespace}"}))`
  );
}
