import type { Tier } from '@arq/constructs';
import { describe, expect, test } from '@jest/globals';
import { ApiObject, JsonPatch } from 'cdk8s';
import { mistakes, postgres, shop, web } from '../support/fixture.ts';

const exposed = 'container shop-web exposes 8080 (http), 9090 (metrics); use the port of the pod';

/** A shop whose web tier uses its database, and one network policy more. */
function mistakesOf(spec: object | undefined): string[] {
  const environment = shop();
  const database = postgres(environment);
  const tier = web(environment, { uses: [database.connection] });
  policy(tier, spec);
  return mistakes(environment);
}

function policy(tier: Tier, spec: object | undefined): void {
  new ApiObject(tier, 'X', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'by-hand' },
    spec,
  });
}

const pods = (name: string) => ({ matchLabels: { 'app.kubernetes.io/name': name } });
const from = [{ namespaceSelector: {}, podSelector: { matchLabels: { app: 'debugger' } } }];

describe('a network policy that admits traffic to a port which nobody offers', () => {
  const admitting = (ports: object[] | undefined) =>
    mistakesOf({ podSelector: pods('shop-web'), ingress: [{ from, ports }] });

  test.each([
    // The port of a Service in front of the pod, which no policy sees.
    { port: { port: 80 }, text: 'TCP port 80' },
    { port: { port: 8080, protocol: 'UDP' }, text: 'UDP port 8080' },
    { port: { port: 'web' }, text: 'TCP port "web"' },
    { port: { port: '8080' }, text: 'TCP port "8080"' },
  ])('is refused: $text', ({ port, text }) => {
    expect(admitting([port])).toEqual([
      `Shop/shop-web/X: NetworkPolicy by-hand admits traffic to ${text} of Deployment shop-web but ${exposed}`,
    ]);
  });

  test('is refused for each such port', () => {
    expect(admitting([{ port: 80 }, { port: 8080 }, { port: 443 }])).toEqual([
      `Shop/shop-web/X: NetworkPolicy by-hand admits traffic to TCP port 80 of Deployment shop-web but ${exposed}`,
      `Shop/shop-web/X: NetworkPolicy by-hand admits traffic to TCP port 443 of Deployment shop-web but ${exposed}`,
    ]);
  });

  test.each([
    { what: 'its number', ports: [{ port: 8080, protocol: 'TCP' }] },
    { what: 'its name', ports: [{ port: 'metrics' }] },
    { what: 'a range', ports: [{ port: 8000, endPort: 8999 }] },
    { what: 'every port of a protocol', ports: [{ protocol: 'TCP' }] },
    { what: 'every port', ports: undefined },
  ])('is fine with $what', ({ ports }) => {
    expect(admitting(ports)).toEqual([]);
  });
});

describe('a network policy that lets traffic out to a port which nobody offers', () => {
  const lettingOut = (to: object[] | undefined, ports: object[]) =>
    mistakesOf({ podSelector: pods('shop-web'), egress: [{ to, ports }] });
  const database = [{ podSelector: pods('shop-db') }];

  test('is refused', () => {
    expect(lettingOut(database, [{ port: 5433 }])).toEqual([
      'Shop/shop-web/X: NetworkPolicy by-hand lets traffic out to TCP port 5433 of StatefulSet shop-db but container ' +
        'shop-db exposes 5432 (postgres); use the port of the pod',
    ]);
  });

  test('is refused to a peer by expressions', () => {
    const expression = { key: 'app.kubernetes.io/component', operator: 'In', values: ['database'] };
    expect(lettingOut([{ podSelector: { matchExpressions: [expression] } }], [{ port: 5433 }])).toEqual([
      'Shop/shop-web/X: NetworkPolicy by-hand lets traffic out to TCP port 5433 of StatefulSet shop-db but container ' +
        'shop-db exposes 5432 (postgres); use the port of the pod',
    ]);
  });

  test.each([
    { what: 'that offers it', to: database },
    { what: 'in another namespace', to: [{ namespaceSelector: {}, podSelector: pods('shop-db') }] },
    { what: 'outside of the cluster', to: [{ ipBlock: { cidr: '192.0.2.0/24' } }] },
    { what: 'that may be anyone', to: undefined },
  ])('is fine to a peer $what', ({ what, to }) => {
    expect(lettingOut(to, [{ port: what === 'that offers it' ? 5432 : 5433 }])).toEqual([]);
  });

  test('is refused if the server was moved to another port by hand', () => {
    const environment = shop();
    const server = web(environment, { metrics: undefined });
    web(environment, { name: 'shop-orders', uses: [server.endpoint] });
    // Its Service finds the port by name; the policies of both ends do not.
    const patch = JsonPatch.replace('/spec/template/spec/containers/0/ports/0/containerPort', 8081);
    server.patch({ kind: 'Deployment' }, patch);
    const problem =
      'TCP port 8080 of Deployment shop-web but container shop-web exposes 8081 (http); use the port of the pod';
    expect(mistakes(environment)).toEqual([
      `Shop/shop-web/NetworkPolicy: NetworkPolicy shop-web admits traffic to ${problem}`,
      `Shop/shop-orders/NetworkPolicy: NetworkPolicy shop-orders lets traffic out to ${problem}`,
    ]);
  });
});

describe('a network policy without traffic', () => {
  test.each([
    { what: 'no spec', spec: undefined },
    { what: 'no pods', spec: { podSelector: {}, ingress: [{ ports: [{ port: 1 }] }] } },
    { what: 'no rules', spec: { podSelector: pods('shop-web'), policyTypes: ['Ingress'] } },
    { what: 'an empty rule', spec: { podSelector: pods('shop-web'), ingress: [{}], egress: [{}] } },
  ])('is fine: $what', ({ spec }) => {
    expect(mistakesOf(spec)).toEqual([]);
  });
});
