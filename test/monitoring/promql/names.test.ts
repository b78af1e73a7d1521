import { describe, expect, test } from '@jest/globals';
import { sayingOf } from './saying.ts';

const target = 'job, instance, namespace, service, endpoint, pod, container, rollouts_pod_template_hash, node';

describe('a name', () => {
  test.each([
    ['pg_upp == 0', 'line 1, column 1: unknown metric "pg_upp"; did you mean "pg_up"?'],
    ['pg_up == 1\n  and\n\tredis_upp == 0', 'line 3, column 2: unknown metric "redis_upp"; did you mean "redis_up"?'],
    ['{__name__="pg_upp"}', 'line 1, column 11: unknown metric "pg_upp"; did you mean "pg_up"?'],
    ['{"pg_upp"}', 'line 1, column 2: unknown metric "pg_upp"; did you mean "pg_up"?'],
    ['{__name__=~"redis_up|pg_upp"}', 'line 1, column 12: unknown metric "pg_upp"; did you mean "pg_up"?'],
    [
      'absent(nothing_of_the_kind_that_anybody_ever_exported)',
      'line 1, column 8: unknown metric "nothing_of_the_kind_that_anybody_ever_exported"; the catalogue has none like it: name another, or add it there',
    ],
    [
      'rate(http_request_duration_seconds[5m])',
      'line 1, column 6: unknown metric "http_request_duration_seconds"; did you mean "http_request_duration_seconds_bucket"?',
    ],
  ])('of a metric that nobody exports is refused: %s', (expression, message) => {
    expect(sayingOf(expression)).toEqual([message]);
  });

  test.each([
    [
      'rate(http_requests_total{staus_code="500"}[5m])',
      `line 1, column 26: metric "http_requests_total" has no label "staus_code"; did you mean "status_code"? It has method, route, status_code, ${target}`,
    ],
    [
      'basket_items{colour!="red"}',
      `line 1, column 14: metric "basket_items" has no label "colour"; It has shelf, ${target}`,
    ],
    [
      '{__name__="basket_items",colour="red"}',
      `line 1, column 26: metric "basket_items" has no label "colour"; It has shelf, ${target}`,
    ],
    ['http_requests_total{le="1"} == 0', 'line 1, column 21: metric "http_requests_total" has no label "le"'],
    ['pg_up{severity="critical"}', `line 1, column 7: metric "pg_up" has no label "severity"`],
  ])('of a label that the metric has not is refused: %s', (expression, message) => {
    expect(sayingOf(expression)).toEqual([expect.stringContaining(message)]);
  });

  test.each([
    'ALERTS{alertname="X",whatever="y"}',
    'count by (shelf) (ALERTS)',
    '{__name__=~"basket_.*",colour="red"}',
  ])('of a label is left alone where nobody knows the labels: %s', (expression) => {
    expect(sayingOf(expression)).toEqual([]);
  });

  test('that is wrong is told once for each place', () => {
    expect(sayingOf('pg_upp / redis_upp{jobb="x"} > basket_items{shelv="a"}')).toEqual([
      'line 1, column 1: unknown metric "pg_upp"; did you mean "pg_up"?',
      'line 1, column 10: unknown metric "redis_upp"; did you mean "redis_up"?',
      expect.stringMatching(/^line 1, column 45: metric "basket_items" has no label "shelv"; did you mean "shelf"\?/),
    ]);
  });
});

describe('a variable', () => {
  const variables = { $environment: 'shop-staging', $__rate_interval: '1m', $shelf: 'a very long name of a shelf' };

  test('is replaced before the check', () => {
    const expression = 'sum(rate(http_requests_total{namespace="$environment"}[$__rate_interval])) by (namespace)';
    expect(sayingOf(expression, { variables })).toEqual([]);
    expect(sayingOf(expression.replace('$environment', `\${environment:raw}`), { variables })).toEqual([]);
  });

  test('leaves the places of what follows as they were', () => {
    const expression = 'basket_items{shelf="$shelf",namespace="$environment",colour="red"} > pg_upp';
    expect(sayingOf(expression, { variables })).toEqual([
      expect.stringMatching(/^line 1, column 54: metric "basket_items" has no label "colour"/),
      'line 1, column 70: unknown metric "pg_upp"; did you mean "pg_up"?',
    ]);
  });

  test('that makes a mistake has it told where it stands', () => {
    expect(sayingOf('max(pg_up{namespace="$shelf"}[$shelf])', { variables })).toEqual([
      expect.stringMatching(/^line 1, column 31: "a very long name of a shelf" is no duration/),
    ]);
  });

  test.each([
    [
      'pg_up{namespace="$environment"}',
      'line 1, column 17: nothing replaces the variable "$environment"; write its value',
    ],
    [
      `pg_up{namespace=~"\${environment:regex}"}`,
      `line 1, column 18: nothing replaces the variable "\${environment:regex}"; write its value`,
    ],
    [
      'rate(http_requests_total[$__rate_interval])',
      'line 1, column 26: nothing replaces the variable "$__rate_interval"; write a duration such as 5m',
    ],
    ['pg_up > $limit', 'line 1, column 9: nothing replaces the variable "$limit"; write its value'],
  ])('that nobody replaces is refused: %s', (expression, message) => {
    const [first = ''] = sayingOf(expression);
    expect(first.split('\n')[0]).toBe(message);
  });

  test('is not what an end of line is in a pattern', () => {
    expect(sayingOf('pg_up{namespace=~"shop$|^web$"}')).toEqual([]);
    expect(sayingOf(`label_replace(pg_up, "namespace", "$1-\${1}", "pod", "(.*)")`)).toEqual([]);
  });
});
