import type { Environment, WebServiceProps } from '@arq/constructs';
import { describe, expect, test } from '@jest/globals';
import { blueGreen, judgedShop, objectOf, objectsOf, shop, web } from '../support/fixture.ts';

function released(props: Partial<WebServiceProps> = {}): Environment {
  const environment = judgedShop();
  blueGreen(environment, props);
  return environment;
}

const rolling = judgedShop();
web(rolling);
const usual = released();

const rulesOf = (environment: Environment) =>
  new Map<string, string>(
    objectOf(environment, 'PrometheusRule', 'shop-web').spec.groups[0].rules.map(({ alert, expr }: any) => [
      alert,
      expr,
    ]),
  );

const monitorsOf = (environment: Environment) =>
  objectsOf(environment)
    .filter(({ kind }) => kind === 'ServiceMonitor')
    .map(({ metadata }) => metadata.name);

describe('the metrics of a service that is released blue-green', () => {
  test('are scraped as two jobs, one for each Service, whose series tell the revision', () => {
    expect(monitorsOf(usual)).toEqual(['shop-web', 'shop-web-preview']);
    for (const name of ['shop-web', 'shop-web-preview']) {
      expect(objectOf(usual, 'ServiceMonitor', name).spec).toEqual({
        jobLabel: 'app.kubernetes.io/name',
        podTargetLabels: ['rollouts-pod-template-hash'],
        selector: { matchLabels: { 'app.kubernetes.io/name': name } },
        endpoints: [{ port: 'metrics', path: '/metrics', interval: '10s', scrapeTimeout: '8s' }],
      });
      const service = objectOf(usual, 'Service', name);
      // What the selector finds, and what the job is then called.
      expect(service.metadata.labels?.['app.kubernetes.io/name']).toBe(name);
      expect(service.spec.ports.map((port: any) => port.name)).toContain('metrics');
    }
  });

  test('are scraped once, without the revision, where the service rolls', () => {
    expect(monitorsOf(rolling)).toEqual(['shop-web']);
    expect(objectOf(rolling, 'ServiceMonitor', 'shop-web').spec.podTargetLabels).toBeUndefined();
  });

  test('are not scraped where nobody does', () => {
    const environment = shop({ monitoring: {} });
    blueGreen(environment, { monitoring: 'none', analysis: {} });
    expect(monitorsOf(environment)).toEqual([]);
  });

  test('have to be found through Services, which tell the colours apart', () => {
    const metrics = { port: 9090, path: '/metrics', by: 'pod' } as const;
    expect(() => released({ metrics })).toThrow(
      'Shop/shop-web: metrics are scraped by pod, but a blue-green release is judged by colour, which Services tell apart; ' +
        'scrape it by service',
    );
    expect(() => web(shop(), { metrics })).not.toThrow();
  });
});

describe('the alerts of a service that is released blue-green', () => {
  test('never ask after a Deployment, and those of one that rolls never after a Rollout', () => {
    for (const expression of rulesOf(usual).values()) expect(expression).not.toMatch(/kube_deployment|deployment="/);
    for (const expression of rulesOf(rolling).values()) expect(expression).not.toMatch(/rollout_info|rollouts_/);
  });

  test('tell of a release that was aborted; one that rolls cannot be', () => {
    expect(rulesOf(usual).get('ReleaseAborted')).toBe(
      'max by (namespace) (rollout_info{namespace="shop-test",name="shop-web",phase=~"Abort|Timeout"}) == 1',
    );
    expect(rulesOf(rolling).has('ReleaseAborted')).toBe(false);
  });

  test('ask the controller of Rollouts whether one is stuck and how many pods there are', () => {
    expect(rulesOf(usual).get('RolloutStuck')).toContain('rollout_info{namespace="shop-test",name="shop-web"');
    const replicas = [...rulesOf(usual)].filter(([, expression]) => /rollout_info_replicas_/.test(expression));
    const before = [...rulesOf(rolling)].filter(([, expression]) =>
      /kube_deployment_(spec|status)_replicas/.test(expression),
    );
    expect(replicas.map(([name]) => name)).not.toEqual([]);
    // All but the one that compares revisions, which is asked otherwise.
    expect(replicas.map(([name]) => name)).toEqual(
      before.map(([name]) => name).filter((name) => name !== 'RolloutStuck'),
    );
  });

  test('miss metrics of targets alone: nobody scrapes the colour that is kept to be returned to', () => {
    const words = (environment: Environment) => rulesOf(environment).get('TargetDown')?.replaceAll(/\s+/g, ' ');
    expect(words(rolling)).toMatch(/== 1 unless on \(namespace, pod\) .* == 1$/);
    expect(words(usual)).toMatch(/== 1 and on \(namespace, pod\) .* < 1$/);
  });

  test('are about the active colour: none asks after the job of the preview', () => {
    for (const expression of rulesOf(usual).values()) expect(expression).not.toContain('shop-web-preview');
  });

  test('are the same apart from that', () => {
    const names = (environment: Environment) => [...rulesOf(environment).keys()];
    const without = released({ monitoring: {} });
    expect(names(without).filter((name) => name !== 'ReleaseAborted')).toEqual(names(rolling));
  });
});
