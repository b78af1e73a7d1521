import { spawnSync } from 'node:child_process';
import { alertmanagerConfig, type RoutingProps } from '@arq/constructs';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type Weekday, weekdays } from '../../../charts/constructs/monitoring/routing/maintenance.ts';
import { installedAlertmanagers, installedAmtools } from './installed.ts';
import { RunningAlertmanager } from './running-alertmanager.ts';
import { everybody, labelsOf, shopRouting } from './shop.ts';

const database = labelsOf('db', 'DatabaseDown');
const backend = labelsOf('api', 'BackendDown');
const errors = labelsOf('api', 'HighErrorRate');
const memory = labelsOf('api', 'HighMemoryUsage');

describe.each(installedAlertmanagers())('$title', (program) => {
  let running: RunningAlertmanager;

  const start = async (props: Partial<RoutingProps> = {}) => {
    running = await RunningAlertmanager.start(alertmanagerConfig({ ...shopRouting, ...props }), program);
  };
  const recorded = (...states: readonly string[]) =>
    running.until(() => states.every((state) => running.recorded.includes(state)), states.join(', '));

  afterEach(() => running.stop());

  it('tells a cause alone, though it comes after its symptoms; what is left over once it has ended', async () => {
    await start();
    const elsewhere = { ...errors, namespace: 'shop-staging' };
    await running.fire(errors, backend, elsewhere);
    await running.fire(database);
    await recorded('shop-production/DatabaseDown firing', 'shop-staging/HighErrorRate firing');
    expect(running.recorded).toHaveLength(2);
    expect(running.deliveriesTo('pagerDuty').map(({ body }) => body.payload.class)).toEqual([
      'DatabaseDown',
      'HighErrorRate',
    ]);
    expect(running.slackTitles).toEqual([
      'Firing (1): DatabaseDown in production',
      'Firing (1): HighErrorRate in production',
    ]);

    await running.resolve(database);
    await recorded('shop-production/DatabaseDown resolved', 'shop-production/BackendDown firing');
    expect(running.recorded).toHaveLength(4);

    await running.resolve(backend);
    await recorded('shop-production/BackendDown resolved', 'shop-production/HighErrorRate firing');
    expect(running.recorded).toHaveLength(6);
  });

  it('neither mutes by nor mutes what has no namespace', async () => {
    await start();
    const { namespace: _, ...cause } = database;
    const { namespace: __, ...symptom } = backend;
    await running.fire(cause, symptom, errors);
    await recorded('nowhere/DatabaseDown firing', 'nowhere/BackendDown firing', 'shop-production/HighErrorRate firing');
  });

  it('tells a record soon of what came back after it had ended unnoticed', async () => {
    await start();
    const told = () =>
      running.deliveriesTo('webhook').filter(({ body }) => body.groupLabels.alertname === 'HighErrorRate');
    await running.fire(errors);
    await recorded('shop-production/HighErrorRate firing');
    await running.fire(database);
    await recorded('shop-production/DatabaseDown firing');
    await running.resolve(errors);
    await running.until(() => told().length === 1, 'the first of its deliveries');
    await running.resolve(database);
    await recorded('shop-production/DatabaseDown resolved');
    expect(running.recorded).not.toContain('shop-production/HighErrorRate resolved');
    await running.fire(errors);
    await running.until(() => told().length === 2, 'the second of its deliveries');
  });

  it('sends what it should to whom it should', async () => {
    await start();
    await running.fire(
      database,
      memory,
      { alertname: 'Strange', severity: 'page' },
      { alertname: 'Watchdog', severity: 'none' },
    );
    await running.until(() => running.deliveriesTo('email').length === 2, 'two mails');
    const classes = running.deliveriesTo('pagerDuty').map(({ body }) => body.payload.class);
    expect(classes).toEqual(['DatabaseDown']);
    expect(running.slackTitles.sort()).toEqual([
      'Firing (1): DatabaseDown in production',
      'Firing (1): HighMemoryUsage in production',
      'Firing (1): Strange in production',
    ]);
    expect(running.recorded.sort()).toEqual([
      'nowhere/Strange firing',
      'shop-production/DatabaseDown firing',
      'shop-production/HighMemoryUsage firing',
    ]);
    expect(running.deliveriesTo('heartbeat')[0]?.body.alerts).toMatchObject([{ labels: { alertname: 'Watchdog' } }]);
  });

  it('is silenced by hand as the comment on maintenance windows says', async () => {
    await start();
    const [amtool] = installedAmtools();
    const options = [
      'silence',
      'add',
      `--alertmanager.url=${running.url}`,
      '--author=me',
      '--comment=upgrade of PostgreSQL',
    ];
    const about = ['--duration=2h', 'namespace=shop-production', 'workload=db'];
    const { status, stderr } = spawnSync(amtool?.path ?? '', [...options, ...about], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    await running.fire(database, { ...database, namespace: 'shop-staging' });
    await recorded('shop-staging/DatabaseDown firing');
    expect(running.recorded).toHaveLength(1);
  });

  it('beats at each interval as long as the Watchdog fires, and no more', async () => {
    await start({ receivers: { ...everybody, heartbeat: { ...everybody.heartbeat, interval: '20m' } } });
    const watchdog = { alertname: 'Watchdog', severity: 'none' };
    await running.fire(watchdog);
    const beats = () => running.deliveriesTo('heartbeat').map(({ at }) => at);
    await running.until(() => beats().length === 2, 'a second beat');
    // Twenty minutes, in 12 s; with a look at the group earlier or later they would be 9.6 s or 14.4 s.
    const [first = 0, second = 0] = beats();
    expect(Math.abs(second - first - 12_000)).toBeLessThan(1_200);
    await running.resolve(watchdog);
    // It is told after the next look at the Watchdog's group.
    await running.fire({ ...memory, severity: 'info' });
    await running.until(() => running.slackTitles.length === 1, 'a message');
    expect(beats()).toHaveLength(2);
  });

  it('keeps people from being told of warnings in a maintenance window, and of nothing else', async () => {
    const [today, later] = [0, 3].map((days) => weekdayIn(days));
    await start({
      maintenance: [
        // Tomorrow as well, should midnight come.
        { name: 'now', weekdays: [today, weekdayIn(1)] as Weekday[] },
        { name: 'later', weekdays: [later] as Weekday[], severities: ['critical'] },
      ],
    });
    const info = { ...memory, alertname: 'Worth knowing', severity: 'info' };
    await running.fire(memory, info, database, { ...memory, alertname: 'Strange', severity: 'page' });
    await running.until(() => running.deliveriesTo('email').length > 0, 'a mail');
    await running.resolve(memory);
    await recorded('shop-production/HighMemoryUsage resolved');
    expect(running.slackTitles.sort()).toEqual([
      'Firing (1): DatabaseDown in production',
      'Firing (1): Strange in production',
    ]);
    expect(running.deliveriesTo('pagerDuty')).toHaveLength(1);
    expect(running.deliveriesTo('email').filter(({ body }) => body.includes('HighMemoryUsage'))).toEqual([]);
    expect(running.recorded).toContain('shop-production/Worth knowing firing');
  });
});

/** Day of the week in so many days, in UTC. */
function weekdayIn(days: number): Weekday {
  return weekdays[(new Date().getUTCDay() + 6 + days) % 7] as Weekday;
}
