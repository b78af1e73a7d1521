import { type AlertmanagerConfig, alertmanagerConfig, type ReceiversProps, type Route } from '@arq/constructs';
import { describe, expect, it } from '@jest/globals';
import { branchesOf, receiversOf } from './evaluate.ts';
import { everybody, shopRouting } from './shop.ts';

const { slack, pagerDuty, email, webhook, heartbeat } = everybody;
const configOf = (receivers: ReceiversProps) => alertmanagerConfig({ ...shopRouting, receivers });
const severity = (name: string) => ({ alertname: 'Any', namespace: 'shop', workload: 'api', severity: name });

/** Who is told of critical, warning, info, an unknown severity and none at all. */
function toldBy(config: AlertmanagerConfig): string[] {
  const strange = [severity('page'), { alertname: 'Any' }];
  const alerts = [severity('critical'), severity('warning'), severity('info'), ...strange];
  return alerts.map((labels) => receiversOf(config, labels).sort().join(' '));
}

describe('receivers', () => {
  it.each<[string, ReceiversProps, string[]]>([
    [
      'all',
      everybody,
      ['pagerDuty slack webhook', 'email slack webhook', 'slack webhook', 'email slack webhook', 'email slack webhook'],
    ],
    ['no program', { slack, pagerDuty }, ['pagerDuty slack', 'slack', 'slack', 'slack', 'slack']],
    ['mail alone', { email }, ['email', 'email', 'email', 'email', 'email']],
    ['somebody on call alone', { pagerDuty }, ['pagerDuty', 'pagerDuty', 'pagerDuty', 'pagerDuty', 'pagerDuty']],
    ['a program alone', { webhook }, ['webhook', 'webhook', 'webhook', 'webhook', 'webhook']],
    ['mail and somebody on call', { email, pagerDuty }, ['pagerDuty', 'email', 'email', 'email', 'email']],
  ])('with %s, every alert reaches somebody', (_, receivers, expected) => {
    expect(toldBy(configOf(receivers))).toEqual(expected);
  });

  it('of the Watchdog are the heartbeat alone, or nobody where there is none', () => {
    const watchdog = { alertname: 'Watchdog', severity: 'none' };
    expect(receiversOf(configOf(everybody), watchdog)).toEqual(['heartbeat']);
    const without = configOf({ slack, webhook });
    expect(receiversOf(without, watchdog)).toEqual(['nobody']);
    expect(without.receivers.find(({ name }) => name === 'nobody')).toEqual({ name: 'nobody' });
  });

  it('are all used, and all that are used exist', () => {
    for (const receivers of [everybody, { webhook }, { email }]) {
      const config = configOf(receivers);
      const used = routesBelow(config.route).map(({ receiver }) => receiver);
      expect([...new Set(used)].sort()).toEqual(config.receivers.map(({ name }) => name).sort());
    }
  });

  it('are told at no branch twice', () => {
    const { route } = configOf(everybody);
    for (const name of ['critical', 'warning', 'info', 'page']) {
      const told = branchesOf(route, severity(name)).map(({ receiver }) => receiver);
      expect(told).toEqual([...new Set(told)]);
    }
  });
});

describe('time', () => {
  const { route } = configOf(everybody);
  const waits = (labels: Record<string, string>) =>
    Object.fromEntries(branchesOf(route, labels).map(({ receiver, group_wait }) => [receiver, group_wait]));

  it('is not lost over what is critical, nor over what a program records', () => {
    expect(waits(severity('critical'))).toEqual({ webhook: '10s', pagerDuty: '10s', slack: '10s' });
    expect(waits(severity('warning'))).toEqual({ webhook: '10s', slack: '2m', email: '10m' });
  });

  it('is given to a symptom until its cause has come in', () => {
    const symptom = { ...severity('critical'), alertname: 'HighErrorRate' };
    expect(waits(symptom)).toEqual({ webhook: '90s', pagerDuty: '90s', slack: '90s' });
    expect(waits({ ...severity('critical'), alertname: 'DatabaseDown' })).toMatchObject({ pagerDuty: '10s' });
    expect(waits({ ...symptom, severity: 'warning' })).toEqual({ webhook: '90s', slack: '2m', email: '10m' });
  });

  it.each([
    ['1m', 12, 54],
    ['5m', 60, 270],
    ['62s', 12, 56],
    ['1h', 720, 3240],
  ])('between heartbeats is %s', (interval, step, repeat) => {
    const { route: root } = configOf({ slack, heartbeat: { ...heartbeat, interval } });
    const [watchdog] = branchesOf(root, { alertname: 'Watchdog' });
    expect(watchdog).toMatchObject({ group_wait: '0s', group_interval: `${step}s`, repeat_interval: `${repeat}s` });
  });
});

describe('a group', () => {
  const { route } = configOf(everybody);
  const groupings = (labels: Record<string, string>) =>
    branchesOf(route, labels).map(({ receiver, group_by }) => `${receiver} by ${(group_by ?? route.group_by)?.join()}`);

  it('is one alert on one workload: a second one is not lost in the first, but many pods are', () => {
    const one = 'namespace,workload,alertname';
    expect(groupings(severity('critical'))).toEqual([`webhook by ${one}`, `pagerDuty by ${one}`, `slack by ${one}`]);
  });

  it('is everything of a namespace in the digest', () => {
    expect(groupings(severity('warning')).at(-1)).toBe('email by namespace');
  });
});

describe('a heartbeat', () => {
  it('beats no more once the Watchdog has ended', () => {
    const { receivers } = configOf(everybody);
    expect(receivers.find(({ name }) => name === 'heartbeat')?.webhook_configs).toEqual([
      { url_file: '/secrets/heartbeat-url', send_resolved: false },
    ]);
  });
});

/** A route and all branches of it. */
function routesBelow(route: Route): Route[] {
  return [route, ...(route.routes ?? []).flatMap(routesBelow)];
}
