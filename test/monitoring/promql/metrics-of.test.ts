import { expect, test } from '@jest/globals';
import { metricsOf } from '../../../charts/constructs/monitoring/promql/metrics-of.ts';

test.each([
  ['pg_up == 0 and on (pod) rate(redis_up[5m]) or vector(1)', 'pg_up redis_up'],
  ['sum(pg_up) / sum(pg_up)', 'pg_up'],
  ['{__name__="pg_up",job="x"} + {"redis_up"}', 'pg_up redis_up'],
  ['{__name__=~"pg_up|redis_up"}', 'pg_up redis_up'],
  ['{__name__=~"pg_.*"} or {__name__!="pg_up"} or {job="pg_up"}', ''],
  ['time()', ''],
  // What can still be made out.
  ['sum(rate(pg_up[5m]) > redis_up', 'pg_up redis_up'],
  ['', ''],
])('the metrics of %s', (expression, metrics) => {
  expect([...metricsOf(expression)].sort().join(' ')).toBe(metrics);
});

test('the metrics of an expression with variables', () => {
  const variables = { $metric: 'pg_up', $__rate_interval: '1m' };
  expect(metricsOf('rate($metric[$__rate_interval]) + redis_up', variables)).toEqual(new Set(['pg_up', 'redis_up']));
});
