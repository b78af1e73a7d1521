import { type EdgeController, gatewayApi, ingress, type KubernetesObject } from '@arq/constructs';
import { describe, expect, test } from '@jest/globals';
import { edgeOf, objectsOf, shop, web } from '../support/fixture.ts';

const pods = { namespace: 'edge', labels: { app: 'proxy' } };

function objectsWith(edge: EdgeController): KubernetesObject[] {
  const environment = shop({ edge });
  const pages = web(environment);
  const api = web(environment, { name: 'shop-api', port: 8081 });
  edgeOf(pages, {
    routes: [
      { path: '/', to: pages.endpoint },
      { path: '/api/v1', to: api.endpoint },
      { path: '/api', to: api.endpoint },
    ],
  });
  return objectsOf(environment);
}

/** What an edge means: for each host and prefix, over which certificate, to which port of which Service. */
function meaning(objects: readonly KubernetesObject[]): string[] {
  const ofKind = (kind: string) => objects.filter((object) => object.kind === kind);
  type Loose = any;
  const ingresses = ofKind('Ingress').flatMap(({ spec }) =>
    spec.rules.flatMap(({ host, http }: Loose) =>
      http.paths.map(({ path, backend: { service } }: Loose) => {
        const tls = spec.tls.find(({ hosts }: Loose) => hosts.includes(host));
        return `${host}${path} by ${tls.secretName} to ${service.name}:${service.port.number}`;
      }),
    ),
  );
  const routes = ofKind('HTTPRoute').flatMap(({ spec }) =>
    spec.rules
      .filter(({ backendRefs }: Loose) => backendRefs)
      .flatMap(({ matches, backendRefs: [service] }: Loose) => {
        const gateway = ofKind('Gateway').find(({ metadata }) => metadata.name === spec.parentRefs[0].name);
        const listener = gateway?.spec.listeners.find(({ name }: Loose) => name === spec.parentRefs[0].sectionName);
        const secret = listener.tls.certificateRefs[0].name;
        return `${spec.hostnames[0]}${matches[0].path.value} by ${secret} to ${service.name}:${service.port}`;
      }),
  );
  return [...ingresses, ...routes].sort();
}

describe('an edge', () => {
  const byGateway = objectsWith(gatewayApi({ className: 'any', pods }));
  const byIngress = objectsWith(ingress({ className: 'any', pods }));

  test('means the same by Gateway API and by Ingress', () => {
    expect(meaning(byGateway)).toEqual([
      'shop.example.com/ by shop-tls to shop-web:8080',
      'shop.example.com/api by shop-tls to shop-api:8081',
      'shop.example.com/api/v1 by shop-tls to shop-api:8081',
    ]);
    expect(meaning(byIngress)).toEqual(meaning(byGateway));
  });

  test('ends no answer that lasts as long as somebody listens, and leaves the others to its controller', () => {
    const environment = shop({ edge: gatewayApi({ className: 'any', pods }) });
    const pages = web(environment);
    edgeOf(pages, {
      routes: [
        { path: '/', to: pages.endpoint },
        { path: '/events', to: pages.endpoint, streams: true },
      ],
    });
    const route = objectsOf(environment).find(({ kind, metadata }) => kind === 'HTTPRoute' && metadata.name === 'shop');
    const limits = route?.spec.rules.map(({ matches, timeouts }: any) => [matches[0].path.value, timeouts]);
    expect(limits).toEqual([
      ['/events', { request: '0s' }],
      ['/', undefined],
    ]);
  });

  test('asks for the same certificate and admits the same traffic by either', () => {
    const rest = (objects: readonly KubernetesObject[]) =>
      objects.filter(({ kind }) => ['Certificate', 'NetworkPolicy'].includes(kind));
    expect(rest(byIngress)).toEqual(rest(byGateway));
  });

  test('redirects plain HTTP and insists on HTTPS', () => {
    const routes = byGateway.filter(({ kind }) => kind === 'HTTPRoute');
    const redirect = routes.find(({ metadata }) => metadata.name === 'shop-https-redirect');
    expect(redirect?.spec.parentRefs[0].sectionName).toBe('http');
    expect(redirect?.spec.rules[0].filters[0].requestRedirect).toEqual({ scheme: 'https', statusCode: 301 });
    const route = routes.find(({ metadata }) => metadata.name === 'shop');
    for (const rule of route?.spec.rules ?? []) {
      expect(rule.filters[0].responseHeaderModifier.set).toEqual([
        { name: 'Strict-Transport-Security', value: 'max-age=31536000' },
      ]);
    }
  });

  test('by Ingress carries no annotation of a vendor', () => {
    const annotations = byIngress
      .filter(({ kind }) => kind === 'Ingress')
      .flatMap(({ metadata }) => Object.keys(metadata.annotations ?? {}));
    expect(annotations).toEqual(['argocd.argoproj.io/sync-wave']);
  });

  test('has its own issuer and room for the solver where it speaks ACME itself', () => {
    const environment = shop({ edge: gatewayApi({ className: 'any', pods }) });
    edgeOf(web(environment), {
      tls: { acme: { server: 'https://acme.example/directory', email: 'ops@shop.example' } },
    });
    const objects = objectsOf(environment);
    const issuer = objects.find(({ kind }) => kind === 'Issuer');
    expect(issuer?.spec.acme).toEqual({
      email: 'ops@shop.example',
      server: 'https://acme.example/directory',
      privateKeySecretRef: { name: 'shop-acme-account' },
      solvers: [
        {
          http01: {
            gatewayHTTPRoute: {
              serviceType: 'ClusterIP',
              parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'shop', sectionName: 'http' }],
            },
          },
        },
      ],
    });
    const solver = objects.find(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === 'acme-solver');
    expect(solver?.spec.podSelector.matchLabels).toEqual({ 'acme.cert-manager.io/http01-solver': 'true' });
    expect(solver?.spec.ingress[0].ports).toEqual([{ port: 8089, protocol: 'TCP' }]);
  });

  test('shares the room for the solver with another one', () => {
    const environment = shop({ edge: gatewayApi({ className: 'any', pods }) });
    const service = web(environment);
    const acme = { server: 'https://acme.example/directory', email: 'ops@shop.example' };
    edgeOf(service, { tls: { acme } });
    edgeOf(service, { name: 'shop-admin', host: 'admin.shop.example.com', tls: { acme } });
    const solvers = objectsOf(environment).filter(({ metadata }) => metadata.name === 'acme-solver');
    expect(solvers).toHaveLength(1);
  });

  test('serves plain HTTP only for a written reason, and then without redirect and certificate', () => {
    const environment = shop({ edge: gatewayApi({ className: 'any', pods }) });
    edgeOf(web(environment), { tls: { plainHttp: { reason: 'a laptop' } } });
    const objects = objectsOf(environment);
    expect(objects.filter(({ kind }) => kind === 'Certificate' || kind === 'Issuer')).toEqual([]);
    expect(objects.filter(({ kind }) => kind === 'HTTPRoute').map(({ metadata }) => metadata.name)).toEqual(['shop']);
  });

  test.each([
    ['no routes', []],
    ['a path without a slash', ['api']],
    ['one path twice', ['/', '/']],
  ])('is refused with %s', (_name, paths) => {
    const environment = shop();
    const service = web(environment);
    expect(() => edgeOf(service, { routes: paths.map((path) => ({ path, to: service.endpoint })) })).toThrow(
      /^Shop\/shop: /,
    );
  });

  test.each([
    'https://shop.example.com',
    'shop',
    'shop.example.com/x',
    '10.0.0.1',
    'Shop.example.com',
    '-a.example',
    '',
  ])('is refused for the host "%s"', (host) => {
    expect(() => edgeOf(web(shop()), { host })).toThrow(`Shop/shop: host: "${host}" is not a host name`);
  });
});
