import { type EdgeController, type Environment, gatewayApi, ingress } from '@arq/constructs';
import { describe, expect, test } from '@jest/globals';
import { ApiObject, JsonPatch } from 'cdk8s';
import { edgeOf, mistakes, shop, web } from '../support/fixture.ts';
import { podTemplate } from './by-hand.ts';

const pods = { namespace: 'edge', labels: { app: 'controller' } };

/** Both APIs, and where each has the service and the port of the first route. */
const controllers = [
  {
    api: 'Ingress',
    edge: ingress({ pods }),
    target: { kind: 'Ingress', name: 'shop' },
    path: 'Shop/shop/Ingress',
    service: '/spec/rules/0/http/paths/0/backend/service/name',
    port: '/spec/rules/0/http/paths/0/backend/service/port/number',
  },
  {
    api: 'Gateway API',
    edge: gatewayApi({ className: 'shop', pods }),
    target: { kind: 'HTTPRoute', name: 'shop' },
    path: 'Shop/shop/HTTPRoute-shop',
    service: '/spec/rules/0/backendRefs/0/name',
    port: '/spec/rules/0/backendRefs/0/port',
  },
];

function shopWith(edge: EdgeController) {
  const environment = shop({ edge });
  const service = web(environment);
  return { environment, service, edge: edgeOf(service) };
}

describe.each(controllers)('an edge by $api', ({ edge: controller, target, path, service, port }) => {
  const mistakesWith = (...patches: JsonPatch[]): string[] => {
    const { environment, edge } = shopWith(controller);
    edge.patch(target, ...patches);
    return mistakes(environment);
  };
  const where = `${path}: ${target.kind} shop routes /`;
  const offers = 'Service shop-web offers only 8080 (http), 9090 (metrics); correct the port';

  test('is fine as it is emitted', () => {
    expect(mistakes(shopWith(controller).environment)).toEqual([]);
  });

  test('is refused with a Service that does not exist', () => {
    expect(mistakesWith(JsonPatch.replace(service, 'shop-wbe'))).toEqual([
      `${where} to shop-wbe:8080, but no Service shop-wbe exists; correct the name or create it`,
    ]);
  });

  test('is refused with a port that the Service does not offer', () => {
    expect(mistakesWith(JsonPatch.replace(port, 80))).toEqual([`${where} to shop-web:80, but ${offers}`]);
  });

  test('is refused with the number of a port as a text', () => {
    expect(mistakesWith(JsonPatch.replace(port, '8080'))).toEqual([`${where} to shop-web:"8080", but ${offers}`]);
  });

  test('is refused with the port of the metrics', () => {
    expect(mistakesWith(JsonPatch.replace(port, 9090))).toEqual([
      `${where} to shop-web:9090, which publishes the metrics port of shop-web; route to the port that serves users`,
    ]);
  });

  test.each([{ targetPort: 'metrics' }, { targetPort: 9090 }])(
    'is refused with the port of the metrics under another name, to $targetPort',
    ({ targetPort }) => {
      const { environment, service, edge } = shopWith(controller);
      edge.patch(target, JsonPatch.replace(port, 80));
      service.patch({ kind: 'Service' }, JsonPatch.add('/spec/ports/-', { name: 'status', port: 80, targetPort }));
      expect(mistakes(environment)).toEqual([
        `${where} to shop-web:80, which publishes the metrics port of shop-web; route to the port that serves users`,
      ]);
    },
  );

  test('is fine with another port of the Service', () => {
    const { environment, service, edge } = shopWith(controller);
    edge.patch(target, JsonPatch.replace(port, 80));
    service.patch({ kind: 'Service' }, JsonPatch.add('/spec/ports/-', { name: 'alias', port: 80, targetPort: 8080 }));
    expect(mistakes(environment)).toEqual([]);
  });

  test('is fine with a Service of a tier without metrics, whose sidecar has no ports at all', () => {
    const environment = shop({ edge: controller });
    const tier = web(environment, { metrics: undefined });
    const [sidecar] = podTemplate('sidecar').spec.containers;
    tier.patch({ kind: 'Deployment' }, JsonPatch.add('/spec/template/spec/containers/-', sidecar));
    edgeOf(tier);
    expect(mistakes(environment)).toEqual([]);
  });

  test('is refused with a Service without ports', () => {
    const { environment, edge } = shopWith(controller);
    edge.patch(target, JsonPatch.replace(service, 'elsewhere'));
    new ApiObject(edge, 'Elsewhere', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'elsewhere' },
      spec: { type: 'ExternalName', externalName: 'shop.example.com' },
    });
    expect(mistakes(environment)).toEqual([
      `${where} to elsewhere:8080, but Service elsewhere offers no port; correct the port`,
    ]);
  });
});

describe('an Ingress by hand', () => {
  const mistakesOf = (spec: object): string[] => {
    const environment = shop();
    new ApiObject(web(environment), 'ByHand', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'by-hand' },
      spec,
    });
    return mistakes(environment);
  };
  const backend = (port: object) => ({ service: { name: 'shop-web', port } });
  const rule = (path: object) => ({ rules: [{ http: { paths: [path] } }] });
  const where = 'Shop/shop-web/ByHand: Ingress by-hand routes';
  const offers = 'Service shop-web offers only 8080 (http), 9090 (metrics); correct the port';

  test('is refused with a name of a port that the Service does not have', () => {
    expect(mistakesOf(rule({ path: '/shop', backend: backend({ name: 'web' }) }))).toEqual([
      `${where} /shop to shop-web:"web", but ${offers}`,
    ]);
  });

  test('is refused with a default backend that leads nowhere', () => {
    expect(mistakesOf({ defaultBackend: backend({ number: 80 }) })).toEqual([
      `${where} (default) to shop-web:80, but ${offers}`,
    ]);
  });

  test('is refused with a Service without a port', () => {
    expect(mistakesOf(rule({ backend: { service: { name: 'shop-web' } } }))).toEqual([
      `${where} / to shop-web:undefined, but ${offers}`,
    ]);
  });

  test.each([
    { what: 'the name of a port', spec: rule({ backend: backend({ name: 'http' }) }) },
    { what: 'a default backend', spec: { defaultBackend: backend({ number: 8080 }) } },
    {
      what: 'a resource of its controller',
      spec: rule({ backend: { resource: { kind: 'Bucket', name: 'pictures' } } }),
    },
    { what: 'a host and no path', spec: { rules: [{ host: 'shop.example.com' }] } },
    { what: 'nothing', spec: {} },
  ])('is fine with $what', ({ spec }) => {
    expect(mistakesOf(spec)).toEqual([]);
  });
});

describe('an HTTPRoute', () => {
  const edge = gatewayApi({ className: 'shop', pods });

  test('is refused on a listener that its Gateway does not have', () => {
    const { environment, edge: tier } = shopWith(edge);
    tier.patch({ kind: 'HTTPRoute', name: 'shop' }, JsonPatch.replace('/spec/parentRefs/0/sectionName', 'tls'));
    expect(mistakes(environment)).toEqual([
      'Shop/shop/HTTPRoute-shop: HTTPRoute shop attaches to the listener tls of Gateway shop, which has only http, ' +
        'https; correct the name',
    ]);
  });

  test('is refused on a Gateway that does not exist', () => {
    const { environment, edge: tier } = shopWith(edge);
    tier.patch({ kind: 'HTTPRoute', name: 'shop' }, JsonPatch.replace('/spec/parentRefs/0/name', 'shpo'));
    expect(mistakes(environment)).toEqual([
      'Shop/shop/HTTPRoute-shop: HTTPRoute shop attaches to Gateway shpo, which nothing declares; create it or correct ' +
        'the name',
    ]);
  });

  const mistakesOf = (spec: object): string[] => {
    const { environment } = shopWith(edge);
    add(environment, spec);
    return mistakes(environment);
  };

  test('is refused in every place', () => {
    const spec = {
      parentRefs: [{ name: 'shop', sectionName: 'web' }],
      rules: [
        { matches: [{ path: { value: '/a' } }], backendRefs: [{ name: 'shop-web', port: 8080 }] },
        { matches: [{ path: { value: '/b' } }], backendRefs: [{ name: 'shop-web', port: 8081 }, { name: 'shop-api' }] },
      ],
    };
    expect(mistakesOf(spec)).toEqual([
      'Shop/extra/ByHand: HTTPRoute by-hand routes /b to shop-web:8081, but Service shop-web offers only 8080 (http), ' +
        '9090 (metrics); correct the port',
      'Shop/extra/ByHand: HTTPRoute by-hand routes /b to shop-api:undefined, but no Service shop-api exists; correct ' +
        'the name or create it',
      'Shop/extra/ByHand: HTTPRoute by-hand attaches to the listener web of Gateway shop, which has only http, https; ' +
        'correct the name',
    ]);
  });

  test.each([{ matches: undefined }, { matches: [] }, { matches: [{ headers: [{ name: 'beta', value: 'yes' }] }] }])(
    'is refused with a rule for every path: $matches',
    ({ matches }) => {
      expect(mistakesOf({ rules: [{ matches, backendRefs: [{ name: 'shop-api', port: 80 }] }] })).toEqual([
        'Shop/extra/ByHand: HTTPRoute by-hand routes / to shop-api:80, but no Service shop-api exists; correct the name or ' +
          'create it',
      ]);
    },
  );

  test.each([
    { what: 'the Gateway of another namespace', parentRefs: [{ name: 'shared', namespace: 'gateways' }] },
    { what: 'every listener of its Gateway', parentRefs: [{ name: 'shop' }] },
    { what: 'its Gateway in its own namespace', parentRefs: [{ name: 'shop', namespace: 'shop-test' }] },
    {
      what: 'a Service instead of a Gateway, in a mesh',
      parentRefs: [{ kind: 'Service', group: '', name: 'shop-web' }],
    },
  ])('is fine on $what', ({ parentRefs }) => {
    expect(mistakesOf({ parentRefs })).toEqual([]);
  });

  test.each([
    { what: 'of another kind', backend: { group: 'net.example', kind: 'Import', name: 'elsewhere', port: 80 } },
    { what: 'in another namespace', backend: { name: 'elsewhere', namespace: 'somebody', port: 80 } },
  ])('is fine with a backend $what', ({ backend }) => {
    expect(mistakesOf({ rules: [{ backendRefs: [backend] }] })).toEqual([]);
  });

  test('is fine on a Gateway that does not name its listeners yet', () => {
    const environment = shop();
    const tier = add(environment, { parentRefs: [{ name: 'bare' }] });
    new ApiObject(tier, 'Bare', {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { name: 'bare' },
    });
    expect(mistakes(environment)).toEqual([]);
  });

  function add(environment: Environment, spec: object) {
    const tier = web(environment, { name: 'extra' });
    new ApiObject(tier, 'ByHand', {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'by-hand' },
      spec,
    });
    return tier;
  }
});
