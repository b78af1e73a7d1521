import type { RuleCase } from '../rule-case.ts';
import { constant, gone, join, missing } from '../series.ts';
import { minutes, teller } from './workload-story.ts';
import { elsewhere, namespace, toldTwice } from './workload-subjects.ts';

const length = '20m';
const always = (value: number) => constant(value, length);

const migration = 'arq-backend-migrate';
const backup = 'arq-postgres-backup-29401';
const cronjob = 'arq-postgres-backup';
const teach = (job: string) => teller('JobFailed', 'namespace-jobs', [{ namespace, job_name: job }]);

/** Whether a Job has failed, which is told from the moment on in which it ends. */
const failed = (
  job_name: string,
  values = join(missing('5m30s'), constant(1, '14m30s')),
  place = namespace,
  condition = 'true',
) => toldTwice('kube_job_failed', { namespace: place, job_name, condition }, values);
const started = (job_name: string, time: number, second = time, place = namespace) =>
  toldTwice('kube_job_status_start_time', { namespace: place, job_name }, always(time), always(second));
const owned = (job_name: string, owner_name: string, owner_kind = 'CronJob', place = namespace) =>
  toldTwice('kube_job_owner', { namespace: place, job_name, owner_kind, owner_name }, always(1));
const succeeded = (name: string, values: string, second = values, place = namespace) =>
  toldTwice('kube_cronjob_status_last_successful_time', { namespace: place, cronjob: name }, values, second);

/** A Job of a CronJob that starts at 200 s and fails at 330 s. */
const failedBackup = { ...failed(backup), ...started(backup, 200), ...owned(backup, cronjob) };
/** Another one that succeeds, and a failed one elsewhere. */
const others = {
  ...failed('arq-migrate-1a2b', always(0)),
  ...failed('arq-migrate-1a2b', always(1), namespace, 'false'),
  ...failed(migration, always(1), elsewhere),
};

const fires = (title: string, job: string, series: RuleCase['series']) =>
  teach(job)(title, { ...others, ...series }, { silent: ['5m'], firing: ['6m', '15m'] });
const isSilent = (title: string, series: RuleCase['series']) =>
  teach(backup)(title, { ...others, ...series }, { silent: minutes(5, 19) });

export const cases: readonly RuleCase[] = [
  teach(migration)(
    'fires as soon as a Job that nobody repeats has given up',
    { ...others, ...failed(migration), ...started(migration, 200) },
    {
      silent: ['5m'],
      firing: ['6m', '15m'],
      annotations: [{ summary: `Job ${migration} failed in ${namespace}` }],
    },
  ),
  teach(migration)(
    'fires when the migration of a release has given up, and ends when the next one, of the same name, has succeeded',
    {
      ...others,
      // Argo CD deletes the Job before it makes the next one.
      ...failed(migration, join(missing('5m30s'), constant(1, '4m'), gone('1m'), constant(0, '9m30s'))),
      ...started(migration, 200),
    },
    { silent: ['5m', '10m', '12m', '19m'], firing: ['6m', '9m'] },
  ),
  teach(migration)(
    'fires again when the next migration gives up, too',
    { ...others, ...failed(migration, join(missing('5m30s'), constant(1, '4m'), gone('2m'), constant(1, '8m30s'))) },
    { silent: ['5m', '10m', '11m'], firing: ['6m', '9m', '12m', '19m'] },
  ),
  fires('fires when its CronJob has succeeded before, and others have since', backup, {
    ...failedBackup,
    ...succeeded(cronjob, always(150)),
    ...owned('arq-cleanup-29400', 'arq-cleanup'),
    ...started('arq-cleanup-29400', 500),
    ...succeeded('arq-cleanup', always(600)),
  }),
  fires('fires when its CronJob has succeeded at the very moment when it started', backup, {
    ...failedBackup,
    ...succeeded(cronjob, always(200)),
  }),
  fires('fires when its CronJob has never succeeded', backup, failedBackup),
  fires('fires when it belongs to something else of that name', backup, {
    ...failed(backup),
    ...started(backup, 200),
    ...owned(backup, cronjob, 'Workflow'),
    ...succeeded(cronjob, always(600)),
  }),
  fires('fires when it was suspended and resumed, which one replica of kube-state-metrics has not seen', backup, {
    ...failed(backup),
    ...started(backup, 300, 10),
    ...owned(backup, cronjob),
    ...succeeded(cronjob, always(250)),
  }),
  fires('fires when the same CronJob has succeeded elsewhere', backup, {
    ...failedBackup,
    ...succeeded(cronjob, always(150)),
    ...owned(backup, cronjob, 'CronJob', elsewhere),
    ...started(backup, 200, 200, elsewhere),
    ...succeeded(cronjob, always(600), always(600), elsewhere),
  }),
  teach(backup)(
    'ends when its CronJob succeeds',
    { ...others, ...failedBackup, ...succeeded(cronjob, join(constant(150, '9m30s'), constant(560, '10m30s'))) },
    { silent: ['5m', '10m', '15m'], firing: ['6m', '9m'] },
  ),
  teach(migration)(
    'ends when it is removed',
    { ...others, ...failed(migration, join(missing('5m30s'), constant(1, '4m'), gone('10m30s'))) },
    { silent: ['5m', '10m', '15m'], firing: ['6m', '9m'] },
  ),
  teach('7d0f.smoke.1')(
    'is silent when a smoke test has failed, which the release tells of',
    { ...others, ...failed('7d0f.smoke.1'), ...owned('7d0f.smoke.1', 'arq-backend-6f5d-2-pre', 'AnalysisRun') },
    { silent: minutes(5, 19) },
  ),
  fires('fires when the smoke test of another environment has the same name', backup, {
    ...failedBackup,
    ...owned(backup, 'arq-backend-6f5d-2-pre', 'AnalysisRun', elsewhere),
  }),
  isSilent('is silent while Jobs succeed', {
    ...failed(backup, always(0)),
    ...owned(backup, cronjob),
    ...started(backup, 200),
    ...succeeded(cronjob, always(330)),
  }),
  isSilent('is silent when its CronJob has succeeded since, which one replica of kube-state-metrics has not seen', {
    ...failedBackup,
    ...succeeded(cronjob, always(320), always(10)),
  }),
];
