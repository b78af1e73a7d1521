import { describe, expect, test } from '@jest/globals';
import {
  labelsOfResult,
  possibleLabelsOfResult,
} from '../../../charts/constructs/monitoring/promql/labels-of-result.ts';
import { catalogue } from './catalogue.ts';

const labelsOf = (expression: string) => [...(labelsOfResult(expression, catalogue) ?? ['unknown'])].sort().join(' ');
const target = [
  'job',
  'instance',
  'namespace',
  'service',
  'endpoint',
  'pod',
  'container',
  'rollouts_pod_template_hash',
  'node',
  'metrics_path',
];
const withTarget = (...labels: string[]) => [...target, ...labels].sort().join(' ');

describe('the labels of a result', () => {
  test.each([
    ['basket_items > 5', withTarget('shelf')],
    ['-basket_items offset 5m', withTarget('shelf')],
    ['rate(http_request_duration_seconds_bucket[5m])', withTarget('le', 'method', 'route', 'status_code')],
    ['sum(basket_items)', ''],
    ['sum by (pod, shelf) (basket_items)', 'pod shelf'],
    ['sum without (shelf, job) (basket_items)', withTarget().replace('job ', '')],
    ['topk by (pod) (3, sum by (pod, shelf) (basket_items))', 'pod shelf'],
    ['count_values by (pod) ("size", basket_items)', 'pod size'],
    ['quantile by (pod) (0.5, basket_items)', 'pod'],
    ['max_over_time(sum by (pod) (basket_items)[1h:1m])', 'pod'],
    ['quantile_over_time(0.5, basket_items[1h])', withTarget('shelf')],
    ['histogram_quantile(0.5, sum by (le, pod) (rate(http_request_duration_seconds_bucket[5m])))', 'pod'],
    ['label_replace(sum by (pod) (pg_up), "role", "$1", "pod", "(.*)")', 'pod role'],
    ['label_replace(sum by (pod, job) (pg_up), "job", "", "", "")', 'pod'],
    ['label_join(sum by (pod) (pg_up), "role", "", "pod")', 'pod role'],
    ['vector(1)', ''],
    ['time() > bool 5', ''],
    ['scalar(pg_up) + 1', ''],
    ['hour()', ''],
    // What is absent is known by what was asked for.
    ['absent(pg_up{namespace="x",job="y",pod=~"z.*",node="",instance="a",instance="b"})', 'job namespace'],
    ['absent_over_time(pg_up{namespace="x"}[5m] offset 5m)', 'namespace'],
    ['absent({__name__="pg_up",job="y"})', 'job'],
    ['absent(sum(pg_up))', ''],
    ['max by (namespace) (absent(pg_up{namespace="x",job="y"}))', 'namespace'],
    // Operators.
    ['2 * sum by (pod) (pg_up) < 5', 'pod'],
    ['sum by (pod) (pg_up) / sum by (pod) (redis_up)', 'pod'],
    ['pg_up / on (pod) redis_up', 'pod'],
    ['sum by (pod, job) (pg_up) / ignoring (job) sum by (pod) (redis_up)', 'pod'],
    ['sum by (pod) (pg_up) * on (pod) group_left (shelf) basket_items', 'pod shelf'],
    ['basket_items * on (pod) group_right (shelf) sum by (pod) (pg_up)', 'pod shelf'],
    ['sum by (pod) (pg_up) and on (pod) basket_items', 'pod'],
    ['sum by (pod) (pg_up) unless on (pod) basket_items', 'pod'],
    ['sum by (pod, job) (pg_up) or sum by (pod) (redis_up)', 'pod'],
    // As far as a pattern is a list.
    ['{__name__=~"basket_items|pg_up"}', withTarget()],
    // Unknown, until they are named.
    ['{__name__=~"basket_.*"}', 'unknown'],
    ['sum by (pod) ({__name__=~"basket_.*"})', 'pod'],
    ['sum without (pod) ({__name__=~"basket_.*"})', 'unknown'],
    ['{job="x"} or pg_up', 'unknown'],
    ['ALERTS', 'unknown'],
    ['pg_upp', 'unknown'],
    ['absent((pg_up{job="x"}))', 'unknown'],
    ['sum(', 'unknown'],
    ['rate(pg_up)', 'unknown'],
  ])('of %s', (expression, labels) => {
    expect(labelsOf(expression)).toBe(labels);
  });

  test('of an "or" may be those of either side', () => {
    const expression = 'sum by (pod, job) (pg_up) or sum by (pod) (redis_up)';
    expect(possibleLabelsOfResult(expression, catalogue)).toEqual(new Set(['pod', 'job']));
    expect(possibleLabelsOfResult('pg_upp', catalogue)).toBeUndefined();
  });

  test('are known with variables too', () => {
    const expression = 'sum by ($by) (rate(http_requests_total[$__rate_interval]))';
    expect(labelsOfResult(expression, catalogue)).toBeUndefined();
    expect(labelsOfResult(expression, catalogue, { $by: 'pod', $__rate_interval: '1m' })).toEqual(new Set(['pod']));
  });
});
