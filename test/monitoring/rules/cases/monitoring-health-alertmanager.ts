import type { RuleCase } from '../rule-case.ts';
import { constant, gone, join, steps } from '../series.ts';
import { foreign, namespace, neighbour, ofAlertmanager, ofPrometheus, second } from './monitoring-health-subjects.ts';
import { minutes, teller } from './workload-story.ts';

const length = '40m';
const always = (value: number) => constant(value, length);
const vanished = join(constant(1, '5m30s'), gone('34m30s'));
const third = { instance: '10.0.2.3:9093' };
const secondAlertmanager = { instance: '10.0.2.2:9093' };

const build = 'alertmanager_build_info';
const prometheus = {
  ...ofPrometheus('prometheus_build_info', always(1)),
  ...ofPrometheus('prometheus_build_info', always(1), second),
  ...ofPrometheus('prometheus_build_info', always(1), foreign),
};
const isDown = teller('AlertmanagerDown', 'monitoring', [{ namespace }]);
const foreignAlertmanager = ofAlertmanager(build, always(1), foreign);
const isUp = (title: string, series: RuleCase['series']) =>
  isDown(title, { ...prometheus, ...foreignAlertmanager, ...series }, { silent: minutes(5, 35) });

const down: readonly RuleCase[] = [
  isDown(
    'fires five minutes after the last one has gone',
    { ...prometheus, ...foreignAlertmanager, ...ofAlertmanager(build, vanished) },
    { silent: ['6m', '10m'], firing: ['11m', '30m'] },
  ),
  isDown(
    'fires when there has never been one',
    { ...prometheus, ...foreignAlertmanager },
    { silent: ['4m'], firing: ['5m', '30m'] },
  ),
  isUp('is silent while one of two answers', {
    ...ofAlertmanager(build, vanished),
    ...ofAlertmanager(build, always(1), secondAlertmanager),
  }),
  isUp('is silent while the only one restarts within four minutes', {
    ...ofAlertmanager(build, join(constant(1, '5m30s'), gone('4m'), constant(1, '30m30s'))),
  }),
];

const members = 'alertmanager_cluster_members';
const isSplit = teller('AlertmanagerMembersMissing', 'monitoring', [{ namespace }]);
const cluster = (first: string, other: string, last: string) => ({
  ...ofAlertmanager(members, first),
  ...ofAlertmanager(members, other, secondAlertmanager),
  ...ofAlertmanager(members, last, third),
  ...ofAlertmanager(members, always(1), neighbour),
});
const away = join(constant(3, '5m30s'), gone('34m30s'));
const alone = (known: number) => join(constant(3, '5m30s'), constant(known, '34m30s'));
const isWhole = (title: string, series: RuleCase['series']) => isSplit(title, series, { silent: minutes(5, 35) });

const split: readonly RuleCase[] = [
  isSplit('fires when one of three has been alone for 15 minutes', cluster(alone(1), alone(2), alone(2)), {
    silent: ['6m', '20m'],
    firing: ['21m', '35m'],
  }),
  isSplit('fires when one of three does not know one of the others', cluster(alone(2), always(3), always(3)), {
    silent: ['20m'],
    firing: ['21m', '35m'],
  }),
  isSplit('fires when one is alone, and one of the others is away', cluster(alone(1), always(3), away), {
    silent: ['20m'],
    firing: ['21m', '35m'],
  }),
  isWhole('is silent while all three know each other', cluster(always(3), always(3), always(3))),
  isWhole('is silent when one of three is away, as the others know', cluster(alone(2), alone(2), away)),
  isWhole('is silent when one of three cannot be scraped', cluster(always(3), always(3), away)),
  isWhole(
    'is silent when one of three is away, which only one of the others has seen',
    cluster(alone(2), always(3), away),
  ),
  isWhole('is silent while one of three is replaced', {
    ...cluster(
      always(3),
      always(3),
      steps([
        [3, '5m30s'],
        [1, '14m'],
        [3, '20m30s'],
      ]),
    ),
  }),
  isWhole('is silent where there is only one', {
    ...ofAlertmanager(members, always(1)),
    ...ofAlertmanager(members, always(2), neighbour),
  }),
];

export const cases: readonly RuleCase[] = [...down, ...split];
