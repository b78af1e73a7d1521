import { alertmanagerConfig, type MaintenanceWindow, type ReceiversProps } from '@arq/constructs';
import { describe, expect, it } from '@jest/globals';
import { branchesOf } from './evaluate.ts';
import { everybody, shopRouting } from './shop.ts';

const sunday: MaintenanceWindow = { name: 'sunday', weekdays: ['sunday'], times: [{ from: '22:00', to: '24:00' }] };
const configOf = (maintenance: readonly MaintenanceWindow[], receivers: ReceiversProps = everybody) =>
  alertmanagerConfig({ ...shopRouting, receivers, maintenance });

/** Receivers that a window mutes, by severity. */
function mutedBy(window: Partial<MaintenanceWindow>) {
  const { route } = configOf([{ ...sunday, ...window }]);
  const muted = (labels: Record<string, string>) =>
    branchesOf(route, labels)
      .filter(({ mute_time_intervals }) => mute_time_intervals?.includes('sunday'))
      .map(({ receiver }) => receiver);
  return {
    critical: muted({ severity: 'critical' }),
    symptom: muted({ severity: 'critical', alertname: 'HighErrorRate' }),
    warning: muted({ severity: 'warning' }),
    info: muted({ severity: 'info' }),
    other: muted({ severity: 'page' }),
    watchdog: muted({ alertname: 'Watchdog', severity: 'none' }),
  };
}

describe('a maintenance window', () => {
  const none = { critical: [], symptom: [], warning: [], info: [], other: [], watchdog: [] };

  it('mutes people for all but what is critical or of unknown severity, and never a record or the heartbeat', () => {
    expect(mutedBy({})).toEqual({ ...none, warning: ['slack', 'email'], info: ['slack'] });
  });

  it('mutes what was asked for', () => {
    expect(mutedBy({ severities: ['info'] })).toEqual({ ...none, info: ['slack'] });
    expect(mutedBy({ receivers: ['email'] })).toEqual({ ...none, warning: ['email'] });
    const critical = ['pagerDuty', 'slack'];
    expect(mutedBy({ severities: ['critical'] })).toEqual({ ...none, critical, symptom: critical });
  });

  it('is stated in the words of Alertmanager', () => {
    const window: MaintenanceWindow = {
      ...sunday,
      daysOfMonth: [
        { from: 1, to: 7 },
        { from: -3, to: -1 },
      ],
      months: ['january', 'july'],
      location: 'Europe/Berlin',
    };
    expect(configOf([window, { name: 'july', months: ['july'] }]).time_intervals).toEqual([
      {
        name: 'sunday',
        time_intervals: [
          {
            times: [{ start_time: '22:00', end_time: '24:00' }],
            weekdays: ['sunday'],
            days_of_month: ['1:7', '-3:-1'],
            months: ['january', 'july'],
            location: 'Europe/Berlin',
          },
        ],
      },
      { name: 'july', time_intervals: [{ months: ['july'], location: 'UTC' }] },
    ]);
    expect(configOf([]).time_intervals).toBeUndefined();
  });

  it.each<[string, object, string]>([
    ['a name with blanks', { name: 'Sunday night' }, 'maintenance[0]: "Sunday night" is not a name'],
    [
      'no time',
      { weekdays: undefined, times: undefined },
      'maintenance "sunday" states no time, so that it would mute for ever',
    ],
    ['an empty list', { weekdays: [] }, 'maintenance "sunday": weekdays is empty, so that it would mute nothing'],
    ['no severity', { severities: [] }, 'maintenance "sunday": severities is empty'],
    [
      'an unknown day',
      { weekdays: ['sonntag'] },
      'maintenance "sunday": weekdays: "sonntag" is none of monday, tuesday',
    ],
    ['an unknown month', { months: ['jan'] }, 'maintenance "sunday": months: "jan" is none of january'],
    ['an hour that is none', { times: [{ from: '25:00', to: '26:00' }] }, 'times: "25:00" is not a time of day'],
    ['an hour without minutes', { times: [{ from: '2', to: '04:00' }] }, 'times: "2" is not a time of day'],
    [
      'midnight within',
      { times: [{ from: '22:00', to: '02:00' }] },
      'times: 22:00 is not before 02:00; a window past midnight',
    ],
    ['no duration', { times: [{ from: '22:00', to: '22:00' }] }, 'times: 22:00 is not before 22:00'],
    ['day 0', { daysOfMonth: [{ from: 0, to: 3 }] }, 'daysOfMonth: 0 is not a day'],
    ['day 32', { daysOfMonth: [{ from: 1, to: 32 }] }, 'daysOfMonth: 32 is not a day'],
    ['days backwards', { daysOfMonth: [{ from: 7, to: 1 }] }, 'daysOfMonth: 7 to 1 is not a range'],
    ['days from both ends', { daysOfMonth: [{ from: -3, to: 3 }] }, 'daysOfMonth: -3 to 3 is not a range'],
    ['a place that is none', { location: 'Berlin' }, 'maintenance "sunday": location: "Berlin" is not a time zone'],
    ['a place in small letters', { location: 'europe/berlin' }, 'location: "europe/berlin" is not a time zone'],
    ['an offset', { location: '+01:00' }, 'location: "+01:00" is not a time zone'],
    [
      'an unknown receiver',
      { receivers: ['pager'] },
      'maintenance "sunday": receivers names pager, which is not configured',
    ],
    [
      'who is never told of it',
      { receivers: ['pagerDuty'] },
      'maintenance "sunday" mutes nothing: nobody is told of warning, info by pagerDuty; state other severities or receivers',
    ],
  ])('with %s is refused', (_, window, message) => {
    expect(() => configOf([{ ...sunday, ...window } as MaintenanceWindow])).toThrow(message);
  });

  it('that mutes nobody is refused', () => {
    const { webhook, slack } = everybody;
    expect(() => configOf([sunday], { webhook })).toThrow('maintenance "sunday" mutes nothing');
    expect(() => configOf([{ ...sunday, receivers: ['email'] }], { slack })).toThrow(
      'receivers names email, which is not configured; configure receivers.email, or leave it out',
    );
  });

  it('that is there twice is refused', () => {
    expect(() => configOf([sunday, { ...sunday, weekdays: ['monday'] }])).toThrow(
      'maintenance: two windows are named "sunday"; rename one, or merge their times',
    );
  });

  it.each(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Asia/Kolkata', 'Etc/GMT+5'])(
    'may be in %s',
    (location) => {
      expect(configOf([{ ...sunday, location }]).time_intervals?.[0]?.time_intervals).toMatchObject([{ location }]);
    },
  );
});
