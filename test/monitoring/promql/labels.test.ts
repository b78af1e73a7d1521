import { describe, expect, test } from '@jest/globals';
import { sayingOf } from './saying.ts';

describe('a label', () => {
  test.each([
    [
      'sum by (podd) (basket_items)',
      9,
      'metric "basket_items" has no label "podd"; did you mean "pod"? It has shelf, ',
    ],
    ['sum without (shelv) (rate(http_requests_total[5m]))', 14, 'metric "http_requests_total" has no label "shelv"'],
    [
      'sum by (pod) (sum by (namespace, shelf) (basket_items))',
      9,
      'the series that are aggregated have no label "pod"; They have namespace, shelf',
    ],
    [
      'topk by (pood) (1, sum by (namespace, pod) (basket_items))',
      10,
      'the series that are aggregated have no label "pood"; did you mean "pod"? They have namespace, pod',
    ],
    [
      'sum by (namespace) (vector(1))',
      9,
      'the series that are aggregated have no label "namespace"; They have none at all',
    ],
    [
      'sum by (namespace) (sum(pg_up))',
      9,
      'the series that are aggregated have no label "namespace"; They have none at all',
    ],
    [
      'count by (version) (count_values by (pod) ("versions", basket_items))',
      11,
      'the series that are aggregated have no label "version"; did you mean "versions"? They have pod, versions',
    ],
  ])('is grouped by only where there is one: %s', (expression, column, message) => {
    expect(sayingOf(expression)).toEqual([expect.stringContaining(`line 1, column ${column}: ${message}`)]);
  });

  test.each([
    [
      'pg_up * on (nmespace) sum by (namespace) (redis_up)',
      ['metric "pg_up" has no label "nmespace"', 'the series on the right have no label "nmespace"'],
    ],
    [
      'sum by (namespace) (pg_up) / on (pod) redis_up',
      ['the series on the left have no label "pod"; They have namespace'],
    ],
    [
      'pg_up / on (pod) sum by (namespace) (redis_up)',
      ['the series on the right have no label "pod"; They have namespace'],
    ],
    ['pg_up / ignoring (rolle) redis_up', ['metric "redis_up" has no label "rolle"']],
    [
      'pg_up * on (pod) group_left (shelve) basket_items',
      ['metric "basket_items" has no label "shelve"; did you mean "shelf"?'],
    ],
    ['pg_up * on (pod) group_right (shelf) basket_items', ['metric "pg_up" has no label "shelf"']],
    [
      'absent(pg_up{namespace="x"}) * on (pod) redis_up',
      ['the series on the left have no label "pod"; They have namespace'],
    ],
  ])('is matched by only where both sides have it: %s', (expression, messages) => {
    expect(sayingOf(expression)).toEqual(messages.map((message) => expect.stringContaining(message)));
  });

  test('may be ignored where one side has it', () => {
    expect(sayingOf('basket_items / ignoring (shelf) group_left pg_up')).toEqual([]);
    expect(sayingOf('pg_up / ignoring (shelf) group_right basket_items')).toEqual([]);
  });

  test.each([
    [
      'sum by (namespace) (pg_up) / sum by (namespace, pod) (redis_up)',
      28,
      '"/"',
      'namespace on the left, namespace, pod on the right',
      '/ on (namespace)',
    ],
    [
      'sum by (namespace) (pg_up) unless sum by (pod) (redis_up)',
      28,
      '"unless"',
      'namespace on the left, pod on the right',
      'unless on ()',
    ],
    ['max(pg_up) == max by (pod) (redis_up)', 12, '"=="', 'none on the left, pod on the right', '== on ()'],
    ['sum by (namespace) (pg_up) > vector(1)', 28, '">"', 'namespace on the left, none on the right', '> on ()'],
  ])('that only one side has keeps both from ever matching: %s', (expression, column, operator, sides, remedy) => {
    expect(sayingOf(expression)).toEqual([
      `line 1, column ${column}: the sides of ${operator} have different labels, so that nothing ever matches: ${sides}; group them alike, or write ${remedy}`,
    ]);
  });

  test.each([
    'sum by (namespace) (pg_up) or sum by (pod) (redis_up)',
    'sum by (namespace) (pg_up) / on (namespace) group_right sum by (namespace, pod) (redis_up)',
    'sum by (namespace) (pg_up) / ignoring (pod) group_right sum by (namespace, pod) (redis_up)',
    'sum by (namespace, pod) (pg_up) / sum by (pod, namespace) (redis_up)',
    'sum by (namespace) (pg_up) / redis_up',
    'sum(pg_up) > vector(1)',
    '(sum by (pod) (pg_up) or sum by (namespace) (pg_up)) / sum by (pod) (redis_up)',
  ])('may be on one side where that does no harm: %s', (expression) => {
    expect(sayingOf(expression)).toEqual([]);
  });

  test.each([
    [
      'label_replace(pg_up, "role", "$1", "podd", "(.*)")',
      36,
      'metric "pg_up" has no label "podd"; did you mean "pod"?',
    ],
    ['label_join(pg_up, "role", "-", "pod", "nod")', 39, 'metric "pg_up" has no label "nod"; did you mean "node"?'],
    [
      'label_replace(pg_up, "my-role", "$1", "pod", "(.*)")',
      22,
      'label_replace() cannot write the label "my-role"; labels are made of letters, digits and "_"',
    ],
    [
      'sum by (rool) (label_replace(sum by (pod) (pg_up), "role", "$1", "pod", "(.*)"))',
      9,
      'the series that are aggregated have no label "rool"; They have pod, role',
    ],
  ])('is made of those that there are: %s', (expression, column, message) => {
    expect(sayingOf(expression)).toEqual([expect.stringContaining(`line 1, column ${column}: ${message}`)]);
  });

  test.each([
    'sum by (role) (label_replace(pg_up, "role", "$1", "pod", "(.*)"))',
    'sum by (role) (label_join(pg_up, "role", "-", "pod", "node"))',
    'label_replace(vector(1), "namespace", "shop", "", "")',
    'sum by (pod) (label_replace(basket_items, "pod", "", "pod", ".*x"))',
  ])('that was made is there: %s', (expression) => {
    expect(sayingOf(expression)).toEqual([]);
  });

  test('le is needed for a quantile', () => {
    const start =
      'line 1, column 1: histogram_quantile() needs the label "le", which tells the buckets apart, and its series have none; ';
    expect(sayingOf('histogram_quantile(0.9, sum by (pod) (rate(http_request_duration_seconds_bucket[5m])))')).toEqual([
      `${start}keep it, as in sum by (le, namespace) (...)`,
    ]);
    expect(sayingOf('histogram_quantile(0.9, rate(http_request_duration_seconds_sum[5m]))')).toEqual([
      `${start}read the series that ends in _bucket`,
    ]);
    expect(
      sayingOf('histogram_quantile(0.9, sum without (le) (rate(http_request_duration_seconds_bucket[5m])))'),
    ).toEqual([`${start}keep it, as in sum by (le, namespace) (...)`]);
    expect(sayingOf('sum by (le) (histogram_quantile(0.9, rate(http_request_duration_seconds_bucket[5m])))')).toEqual([
      expect.stringContaining('have no label "le"'),
    ]);
  });
});
