import { describe, expect, it } from '@jest/globals';
import { scaled } from '../../dev/monitoring/scale.ts';

describe('A scale', () => {
  it('multiplies the time spans of every configuration', () => {
    const files = {
      prometheus: { global: { scrape_interval: '10s', scrape_timeout: '8s', evaluation_interval: '1m' } },
      rules: { groups: [{ name: '1m', interval: '1m', rules: [{ alert: 'A', for: '1m30s' }] }] },
      alertmanager: {
        global: { resolve_timeout: '5m' },
        route: { group_by: ['10s'], routes: [{ group_wait: '10s', group_interval: '1m', repeat_interval: '1h' }] },
      },
      blackbox: { modules: { http_2xx: { timeout: '5s', prober: 'http' } } },
    };
    expect(scaled(files, 0.1)).toEqual({
      prometheus: { global: { scrape_interval: '1000ms', scrape_timeout: '800ms', evaluation_interval: '6000ms' } },
      rules: { groups: [{ name: '1m', interval: '6000ms', rules: [{ alert: 'A', for: '9000ms' }] }] },
      alertmanager: {
        global: { resolve_timeout: '30000ms' },
        route: {
          group_by: ['10s'],
          routes: [{ group_wait: '1000ms', group_interval: '6000ms', repeat_interval: '360000ms' }],
        },
      },
      blackbox: { modules: { http_2xx: { timeout: '500ms', prober: 'http' } } },
    });
  });

  it.each([
    ['rate(x[5m]) > 5', 'rate(x[30000ms]) > 5'],
    [
      'max_over_time(up{a="[5m]"}[1m:10s] offset 2m) < 1',
      'max_over_time(up{a="[5m]"}[6000ms:1000ms] offset 12000ms) < 1',
    ],
    ['avg_over_time(scrape_duration_seconds[1m]) > 4', 'avg_over_time(scrape_duration_seconds[6000ms]) > 0.4'],
    ['max by (job) (scrape_duration_seconds) >= (4)', 'max by (job) (scrape_duration_seconds) >= (0.4)'],
    ['pg_up < 1 or scrape_duration_seconds > 4', 'pg_up < 1 or scrape_duration_seconds > 0.4'],
    ['time() - backup_timestamp_seconds > 86400', 'time() - backup_timestamp_seconds > 86400'],
  ])('changes %s into %s', (before, after) => {
    expect(scaled({ expr: before }, 0.1)).toEqual({ expr: after });
  });

  it('of 1 changes nothing', () => {
    const data = { interval: '1m' };
    expect(scaled(data, 1)).toBe(data);
  });
});
