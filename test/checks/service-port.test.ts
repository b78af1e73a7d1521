import { describe, expect, test } from '@jest/globals';
import { ApiObject, JsonPatch } from 'cdk8s';
import { mistakes, redis, shop, web } from '../support/fixture.ts';
import { deployment, podTemplate } from './by-hand.ts';

const exposed = 'container shop-web exposes 8080 (http), 9090 (metrics)';
const target = '/spec/ports/0/targetPort';

describe('a Service port that no container exposes', () => {
  test('is refused, with both numbers', () => {
    const environment = shop();
    // The port of the container was changed by hand, the Service was forgotten.
    web(environment).patch({ kind: 'Service' }, JsonPatch.replace('/spec/ports/0/targetPort', 3000));
    expect(mistakes(environment)).toEqual([
      'Shop/shop-web/Service: Service shop-web targets port 3000 but container shop-web exposes 8080 (http), ' +
        '9090 (metrics); make them agree',
    ]);
  });

  test('is fine under its number instead of its name', () => {
    const environment = shop();
    web(environment).patch({ kind: 'Service' }, JsonPatch.replace('/spec/ports/0/targetPort', 8080));
    expect(mistakes(environment)).toEqual([]);
  });

  test.each([
    { patches: [JsonPatch.replace(target, 'web')], text: '"web"' },
    // A text is a name, however much it looks like a number.
    { patches: [JsonPatch.replace(target, '8080')], text: '"8080"' },
    // Without a target the port of the Service is meant.
    { patches: [JsonPatch.remove(target), JsonPatch.replace('/spec/ports/0/port', 80)], text: '80' },
    { patches: [JsonPatch.replace('/spec/ports/0/protocol', 'UDP')], text: '"http"/UDP' },
  ])('is refused: $text', ({ patches, text }) => {
    const environment = shop();
    web(environment).patch({ kind: 'Service' }, ...patches);
    expect(mistakes(environment)).toEqual([
      `Shop/shop-web/Service: Service shop-web targets port ${text} but ${exposed}; make them agree`,
    ]);
  });

  test('is fine without a target if it is that of the container', () => {
    const environment = shop();
    web(environment).patch({ kind: 'Service' }, JsonPatch.remove(target));
    expect(mistakes(environment)).toEqual([]);
  });

  test('is fine without a protocol, which means TCP', () => {
    const environment = shop();
    web(environment).patch({ kind: 'Service' }, JsonPatch.remove('/spec/ports/0/protocol'));
    expect(mistakes(environment)).toEqual([]);
  });

  test('is refused if a container names its port differently', () => {
    const environment = shop();
    const patch = JsonPatch.replace('/spec/template/spec/containers/0/ports/0/name', 'web');
    web(environment).patch({ kind: 'Deployment' }, patch);
    expect(mistakes(environment)).toEqual([
      'Shop/shop-web/Service: Service shop-web targets port "http" but container shop-web exposes 8080 (web), ' +
        '9090 (metrics); make them agree',
    ]);
  });

  const byHand = (ports: object[] | undefined, protocol = 'UDP'): string[] => {
    const environment = shop();
    const tier = web(environment);
    deployment(tier, 'dns', {}, { ports });
    new ApiObject(tier, 'X', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'dns' },
      spec: { selector: { app: 'dns' }, ports: [{ port: 53, protocol }] },
    });
    return mistakes(environment);
  };

  test('is refused if a container exposes it by another protocol', () => {
    const ports = [{ containerPort: 53 }, { containerPort: 5353, protocol: 'UDP', name: 'mdns' }];
    expect(byHand(ports)).toEqual([
      'Shop/shop-web/X: Service dns targets port 53/UDP but container dns exposes 53, 5353/UDP (mdns); make them agree',
    ]);
  });

  test('is refused if a container exposes nothing', () => {
    expect(byHand(undefined)).toEqual([
      'Shop/shop-web/X: Service dns targets port 53/UDP but container dns exposes nothing; make them agree',
    ]);
  });

  test('is fine by the same protocol', () => {
    expect(byHand([{ containerPort: 53, protocol: 'UDP' }])).toEqual([]);
    expect(byHand([{ containerPort: 53 }], 'TCP')).toEqual([]);
  });

  test('is fine beside a sidecar without ports', () => {
    const environment = shop();
    const [sidecar] = podTemplate('sidecar').spec.containers;
    web(environment).patch({ kind: 'Deployment' }, JsonPatch.add('/spec/template/spec/containers/-', sidecar));
    expect(mistakes(environment)).toEqual([]);
  });

  test('is not what a Service has that leads to another workload besides: its selector is wrong', () => {
    const environment = shop();
    redis(environment);
    new ApiObject(web(environment), 'X', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'by-hand' },
      spec: { selector: { 'app.kubernetes.io/part-of': 'shop' }, ports: [{ port: 80, targetPort: 8080 }] },
    });
    expect(mistakes(environment)).toEqual([
      'Shop/shop-web/X: Service by-hand selects app.kubernetes.io/part-of=shop, which matches StatefulSet shop-cache at ' +
        'Shop/shop-cache/StatefulSet and Deployment shop-web at Shop/shop-web/Deployment; give each workload its own labels',
    ]);
  });

  test.each([
    { what: 'no selector', spec: { ports: [{ port: 5432, targetPort: 5432 }] } },
    { what: 'no ports', spec: { clusterIP: 'None', selector: { 'app.kubernetes.io/name': 'shop-web' } } },
    { what: 'no spec', spec: undefined },
  ])('is not what a Service with $what has', ({ spec }) => {
    const environment = shop();
    new ApiObject(web(environment), 'X', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'x' }, spec });
    expect(mistakes(environment)).toEqual([]);
  });
});
