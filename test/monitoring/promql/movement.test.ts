import { describe, expect, test } from '@jest/globals';
import { sayingOf } from './saying.ts';

describe('a counter and a gauge', () => {
  test.each([
    ['rate(basket_items[5m])', 'rate', 'basket_items', 'deriv()'],
    ['irate(order_age_seconds{quantile="0.5"}[5m])', 'irate', 'order_age_seconds', 'deriv()'],
    ['increase({__name__="basket_items"}[5m] offset 1h)', 'increase', 'basket_items', 'delta()'],
    ['resets((basket_items)[1h:1m])', 'resets', 'basket_items', 'changes()'],
  ])('are told apart by functions of counters: %s', (expression, name, metric, remedy) => {
    expect(sayingOf(expression)).toEqual([
      `line 1, column 1: ${name}() is for counters, and metric "${metric}" is a gauge, of which every fall counts as a restart; use ${remedy}, or the gauge itself`,
    ]);
  });

  test.each([
    ['delta(http_requests_total[5m])', 'delta', 'http_requests_total'],
    ['predict_linear(order_age_seconds_count[5m], 60)', 'predict_linear', 'order_age_seconds_count'],
  ])('are told apart by functions of gauges: %s', (expression, name, metric) => {
    expect(sayingOf(expression)).toEqual([
      `line 1, column 1: ${name}() is for gauges, and metric "${metric}" is a counter, which falls to zero with every restart; use rate() or increase()`,
    ]);
  });

  test.each([
    ['http_requests_total > 100', 21],
    ['100 <= (http_requests_total offset 5m)', 5],
    ['sum by (pod) (http_requests_total{status_code="500"}) != bool 0', 55],
    ['max_over_time(http_requests_total[5m]) >= 5', 40],
    ['topk(3, round(http_requests_total)) > scalar(pg_up)', 37],
    ['{__name__="http_requests_total"} > 100', 34],
  ])('are not compared alike: %s', (expression, column) => {
    expect(sayingOf(expression)).toEqual([
      `line 1, column ${column}: metric "http_requests_total" is a counter, which compared as it is tells how old its process is; compare rate(http_requests_total[5m]) or increase(http_requests_total[5m])`,
    ]);
  });

  test.each([
    'http_requests_total == 0',
    'http_requests_total == on (pod) http_requests_total offset 5m',
    'http_requests_total - http_requests_total offset 5m > 3',
    'count(http_requests_total) > 3',
    'changes(http_requests_total[1h]) > 3',
    'timestamp(http_requests_total) < time() - 60',
    'legacy_value > 3',
    'rate(legacy_value[5m]) > delta(legacy_value[5m])',
    'order_age_seconds > 3',
    'http_requests_total * 2',
  ])('may be used like this: %s', (expression) => {
    expect(sayingOf(expression)).toEqual([]);
  });
});

describe('a window', () => {
  test.each([
    ['rate(http_requests_total[19s])', 26, '19s', 'rate() needs two samples', 10, '20s'],
    ['deriv((basket_items[10]))', 21, '10', 'deriv() needs two samples', 10, '20s'],
    ['max_over_time(basket_items[9s])', 28, '9s', 'max_over_time() needs a sample', 10, '10s'],
    ['increase(http_requests_total[1m30s] @ end())', 30, '1m30s', 'increase() needs two samples', 60, '120s'],
  ])('that is too short is refused: %s', (expression, column, window, needs, interval, shortest) => {
    expect(sayingOf(expression, { scrapeIntervalSeconds: interval })).toEqual([
      `line 1, column ${column}: the window [${window}] is too short: ${needs}, and one comes every ${interval}s; take ${shortest} or more, 5m if in doubt`,
    ]);
  });

  test('that is empty is refused', () => {
    expect(sayingOf('last_over_time(basket_items[0s])')).toEqual([
      'line 1, column 29: the window [0s] is empty; write one like 5m',
    ]);
  });

  test.each([
    'rate(http_requests_total[20s])',
    'last_over_time(basket_items[10s])',
    'min_over_time(pg_up[5s:1s])',
    'rate(http_requests_total[5m + 1m])',
  ])('that is long enough, or of unknown length, is accepted: %s', (expression) => {
    expect(sayingOf(expression)).toEqual([]);
  });
});

describe('a quantile', () => {
  test.each([
    ['histogram_quantile(95, rate(http_request_duration_seconds_bucket[5m]))', 20, '95', 'histogram_quantile'],
    ['quantile by (pod) (1.5, basket_items)', 20, '1.5', 'quantile'],
    ['quantile_over_time(2, basket_items[5m])', 20, '2', 'quantile_over_time'],
  ])('beyond 0 and 1 is refused: %s', (expression, column, quantile, name) => {
    expect(sayingOf(expression)).toEqual([
      `line 1, column ${column}: the quantile ${quantile} of ${name} is not between 0 and 1; write 95% as 0.95`,
    ]);
  });
});
