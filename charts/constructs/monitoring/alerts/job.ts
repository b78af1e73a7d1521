import { type Alert, alert } from '../alert.ts';

/** Where Jobs run. */
export interface JobFacts {
  readonly namespace: string;
}

/** What the Jobs of a namespace are watched for, migrations and backups among them. */
export function jobAlerts(facts: JobFacts): Alert[] {
  return [jobFailed(facts)];
}

/**
 * A Job has given up. It is forgotten once the Job is gone or replaced, or its CronJob has succeeded with a later one: failed
 * Jobs stay on record. Those by which a release is judged are the release's own affair, which has an alert of its own.
 */
export function jobFailed({ namespace }: JobFacts): Alert {
  // The namespaces of what is joined follow from that of the Job.
  return alert({
    name: 'JobFailed',
    severity: 'warning',
    expression: () => `
      group by (namespace, job_name) (kube_job_failed{namespace="${namespace}",condition="true"} == 1)
      unless
      group by (namespace, job_name) (kube_job_owner{owner_kind="AnalysisRun"})
      unless
      (
        group by (namespace, job_name, cronjob) (
          label_replace(kube_job_owner{owner_kind="CronJob"}, "cronjob", "$1", "owner_name", "(.*)")
        )
        * on (namespace, cronjob) group_left ()
        max by (namespace, cronjob) (kube_cronjob_status_last_successful_time)
        > on (namespace, job_name)
        max by (namespace, job_name) (kube_job_status_start_time)
      )`,
    summary: 'Job {{ $labels.job_name }} failed in {{ $labels.namespace }}',
    description: 'Job {{ $labels.job_name }} has given up after its last attempt, and none has succeeded since.',
  });
}
