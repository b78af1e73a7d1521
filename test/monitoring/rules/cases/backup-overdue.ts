import type { RuleCase } from '../rule-case.ts';
import { constant, gone, join, steps } from '../series.ts';
import { minutes, teller } from './workload-story.ts';
import { elsewhere, named, namespace, toldTwice } from './workload-subjects.ts';

const length = '40m';
const cronjob = 'arq-postgres-backup';
const tell = teller('BackupOverdue', 'arq-postgres');

const success = 'kube_cronjob_status_last_successful_time';
const created = 'kube_cronjob_created';
const founded = 'kube_namespace_created';

/** A moment before the story begins, which promtool calls 0. */
const ago = (seconds: number) => constant(-seconds, length);
/** Ten minutes short of 26 hours. */
const almost = 93_000;
const longAgo = 9_000_000;

const ofBackup = (metric: string, values: string, second = values) =>
  toldTwice(metric, { namespace, cronjob }, values, second);
const ofNamespace = (values: string, second = values) => toldTwice(founded, { namespace }, values, second);
const others = {
  [named(success, { namespace, cronjob: 'arq-cleanup' })]: ago(60),
  [named(created, { namespace, cronjob: 'arq-cleanup' })]: ago(60),
  [named(success, { namespace: elsewhere, cronjob })]: ago(longAgo),
  [named(created, { namespace: elsewhere, cronjob })]: ago(longAgo),
  [named(founded, { namespace: elsewhere })]: ago(longAgo),
};

const isOverdue = (title: string, series: RuleCase['series']) =>
  tell(title, { ...others, ...series }, { silent: ['10m', '11m', '20m'], firing: ['21m', '35m'] });
const isSilent = (title: string, series: RuleCase['series']) =>
  tell(title, { ...others, ...series }, { silent: minutes(10, 35) });

export const cases: readonly RuleCase[] = [
  tell(
    'fires ten minutes after the last success is more than 26 hours old',
    { ...others, ...ofBackup(success, ago(almost)), ...ofBackup(created, ago(longAgo)), ...ofNamespace(ago(longAgo)) },
    {
      silent: ['10m', '11m', '20m'],
      firing: ['21m'],
      annotations: [{ summary: `No backup for 1d 2h 11m 0s in ${namespace}` }],
    },
  ),
  isOverdue('fires when there has not been a success since the CronJob was created', {
    ...ofBackup(created, ago(almost)),
    ...ofNamespace(ago(longAgo)),
  }),
  isOverdue('fires when there has not been a CronJob since the namespace was created', ofNamespace(ago(almost))),
  isSilent('is silent when it succeeds in time again', {
    ...ofBackup(
      success,
      steps([
        [-almost, '15m'],
        [840, '25m'],
      ]),
    ),
    ...ofBackup(created, ago(longAgo)),
    ...ofNamespace(ago(longAgo)),
  }),
  isSilent('is silent while the CronJob is new', { ...ofBackup(created, ago(3600)), ...ofNamespace(ago(longAgo)) }),
  isSilent('is silent while the namespace is new', ofNamespace(ago(3600))),
  isSilent('is silent when one replica of kube-state-metrics has not seen the last success', {
    ...ofBackup(success, ago(3600), ago(longAgo)),
    ...ofBackup(created, ago(longAgo)),
    ...ofNamespace(ago(longAgo)),
  }),
  isSilent('is silent when one replica of kube-state-metrics has not seen that the CronJob was made anew', {
    ...ofBackup(created, ago(3600), ago(longAgo)),
    ...ofNamespace(ago(longAgo)),
  }),
  isSilent(
    'is silent when one replica of kube-state-metrics has not seen that the namespace was made anew',
    ofNamespace(ago(3600), ago(longAgo)),
  ),
  isSilent('is silent when kube-state-metrics goes away', {
    ...ofBackup(success, join(constant(-almost, '10m'), gone('30m'))),
    ...ofNamespace(join(constant(-longAgo, '10m'), gone('30m'))),
  }),
];
