import { describe, expect, test } from '@jest/globals';
import { ApiObject, JsonPatch } from 'cdk8s';
import { mistakes, postgres, shop, web } from '../support/fixture.ts';

const api = 'monitoring.coreos.com/v1';

describe('a ServiceMonitor', () => {
  test('is refused where the Service has no such port', () => {
    const environment = shop();
    web(environment).patch({ kind: 'ServiceMonitor' }, JsonPatch.replace('/spec/endpoints/0/port', 'metric'));
    expect(mistakes(environment)).toEqual([
      'Shop/shop-web/Monitoring/ServiceMonitor-shop-web: ServiceMonitor shop-web scrapes port "metric" of shop-web, but ' +
        'none has it; name a port of the Service',
    ]);
  });

  test('is refused where it selects no Service', () => {
    const environment = shop();
    web(environment).patch(
      { kind: 'ServiceMonitor' },
      JsonPatch.replace('/spec/selector/matchLabels', { 'app.kubernetes.io/name': 'shop-wbe' }),
    );
    expect(mistakes(environment)).toEqual([
      'Shop/shop-web/Monitoring/ServiceMonitor-shop-web: ServiceMonitor shop-web scrapes port "metrics" of no Service, ' +
        'but none has it; name a port of the Service',
    ]);
  });

  test('is refused where it scrapes the same pods twice', () => {
    const environment = shop();
    const tier = web(environment);
    new ApiObject(tier, 'Second', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'shop-web-preview', labels: { 'app.kubernetes.io/name': 'shop-web' } },
      spec: { selector: tier.selector, ports: [{ name: 'metrics', port: 9090, targetPort: 'metrics' }] },
    });
    expect(mistakes(environment)).toEqual([
      'Shop/shop-web/Monitoring/ServiceMonitor-shop-web: ServiceMonitor shop-web scrapes port "metrics" of shop-web and ' +
        'shop-web-preview, so the pods behind them would be scraped more than once; select one Service',
    ]);
  });
});

describe('a PodMonitor', () => {
  test('is refused where no container has the port', () => {
    const environment = shop();
    postgres(environment, { exporter: 'registry.example/exporter:1.0.0' });
    const exporter = environment.tiers.find(({ name }) => name === 'shop-db-exporter');
    exporter?.patch({ kind: 'PodMonitor' }, JsonPatch.replace('/spec/podMetricsEndpoints/0/port', 'metrics'));
    expect(mistakes(environment)).toEqual([
      'Shop/shop-db/Exporter/Monitoring/PodMonitor-shop-db-exporter: PodMonitor shop-db-exporter scrapes port "metrics" ' +
        'but container shop-db-exporter exposes 9187 (http); make them agree',
    ]);
  });

  test('is refused where it selects no pod', () => {
    const environment = shop();
    const tier = web(environment);
    new ApiObject(tier, 'PodMonitor', {
      apiVersion: api,
      kind: 'PodMonitor',
      metadata: { name: 'lost' },
      spec: { selector: { matchLabels: { app: 'nobody' } }, podMetricsEndpoints: [{ port: 'metrics' }] },
    });
    expect(mistakes(environment)).toEqual([
      'Shop/shop-web/PodMonitor: PodMonitor lost selects no pod; take the labels of a workload',
    ]);
  });
});

describe('a Probe', () => {
  test('is refused where the prober is no Service, or the target no URL', () => {
    const environment = shop();
    new ApiObject(web(environment), 'Probe', {
      apiVersion: api,
      kind: 'Probe',
      metadata: { name: 'page' },
      spec: { prober: { url: 'blackbox.shop-test.svc:9115' }, targets: { staticConfig: { static: ['shop web'] } } },
    });
    expect(mistakes(environment)).toEqual([
      'Shop/shop-web/Probe: Probe page asks blackbox.shop-test.svc:9115, which is no Service and port of this environment; ' +
        'name the Service of a blackbox exporter',
      'Shop/shop-web/Probe: Probe page fetches "shop web", which is no URL; write one like "http://shop-web:8080/"',
    ]);
  });
});
