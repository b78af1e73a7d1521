import type { WebServiceProps } from '@arq/constructs';
import { describe, expect, test } from '@jest/globals';
import { blueGreen, http, judgedShop, objectOf, queries } from '../support/fixture.ts';

/** The metrics of both templates; what they answer is told by the stories of `test/monitoring/releases`. */
function metricsOf(props: Partial<WebServiceProps> = {}, template = 'shop-web-preview'): any[] {
  const environment = judgedShop();
  blueGreen(environment, props);
  const { args, metrics } = objectOf(environment, 'AnalysisTemplate', template).spec;
  expect(args).toEqual([{ name: 'colour' }]);
  return metrics;
}

const namesOf = (props?: Partial<WebServiceProps>) => metricsOf(props).map(({ name }) => name);
const conditionOf = (name: string, props: Partial<WebServiceProps>) =>
  metricsOf(props).find((metric) => metric.name === name).successCondition;

describe('the metrics that judge a revision', () => {
  test('ask the Prometheus of the environment, a few times, a minute after the pods are ready', () => {
    for (const { initialDelay, interval, count, provider } of metricsOf()) {
      expect({ initialDelay, interval, count }).toEqual({ initialDelay: '60s', interval: '30s', count: 4 });
      expect(provider.prometheus).toMatchObject({ address: queries, timeout: 20 });
    }
    expect(metricsOf({}, 'shop-web-live').map(({ count }) => count)).toEqual([10, 10, 10, 10]);
  });

  test('do not trust a release that Prometheus does not tell of, and bear a lost scrape but no restart', () => {
    expect(metricsOf().map(({ name, failureLimit }) => [name, failureLimit])).toEqual([
      ['answers', 1],
      ['restarts', 0],
      ['errors', 1],
      ['latency', 1],
    ]);
    for (const { consecutiveErrorLimit } of metricsOf()) expect(consecutiveErrorLimit).toBe(12);
  });

  test('ask for the preview before the switch, for the active Service afterwards, and always for one revision', () => {
    for (const [template, job] of [
      ['shop-web-preview', 'shop-web-preview'],
      ['shop-web-live', 'shop-web'],
    ] as const) {
      for (const { name, provider } of metricsOf({}, template)) {
        const { query } = provider.prometheus;
        const colour =
          name === 'restarts'
            ? 'pod=~"shop-web-{{args.colour}}-.+"'
            : `job="${job}",rollouts_pod_template_hash="{{args.colour}}"`;
        expect(query).toContain(`namespace="shop-test"`);
        expect(query).toContain(colour);
      }
    }
  });

  test('are those of any service where nothing is known of its requests', () => {
    expect(namesOf({ monitoring: {} })).toEqual(['answers', 'restarts']);
    expect(namesOf({ monitoring: 'none' })).toEqual(['answers', 'restarts']);
  });

  test.each([
    { analysis: {}, errors: 0.05, latency: 1 },
    { analysis: { errorRatio: 0.2 }, errors: 0.2, latency: 1 },
    { analysis: { errorRatio: 0 }, errors: 0, latency: 1 },
    { analysis: { latencySeconds: 0.3 }, errors: 0.05, latency: 0.3 },
  ])('compare with what they are told to: $analysis', ({ analysis, errors, latency }) => {
    expect(conditionOf('errors', { analysis })).toBe(`len(result) == 1 && result[0] <= ${errors}`);
    expect(conditionOf('latency', { analysis })).toBe(`len(result) == 1 && result[0] <= ${latency}`);
  });

  test('leave out routes that nobody waits for, and streams where time is measured', () => {
    const metrics = metricsOf({ monitoring: { http: { ...http, streamRoutes: ['/stream'] } } });
    const queryOf = (name: string) => metrics.find((metric) => metric.name === name).provider.prometheus.query;
    expect(queryOf('errors')).toContain('route!~"/health"');
    expect(queryOf('latency')).toContain('route!~"/health|/stream"');
  });
});
