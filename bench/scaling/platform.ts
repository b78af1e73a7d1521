import {
  Edge,
  Environment,
  externalSecrets,
  gatewayApi,
  httpUrl,
  manifestFiles,
  Postgres,
  Redis,
  type Resources,
  WebService,
  type WebServiceProps,
} from '@arq/constructs';
import { App } from 'cdk8s';

const resources: Resources = {
  cpu: { request: '100m', limit: '1' },
  memory: { request: '512Mi', limit: '1Gi' },
  ephemeralStorage: { request: '64Mi', limit: '256Mi' },
};
const probe = { path: '/health', periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 3, checkTimeoutSeconds: 2 };
const data = { data: { size: '10Gi' }, resources };
const service = {
  port: 8080,
  metrics: { port: 9090, path: '/metrics' },
  replicas: { min: 2, max: 4 },
  resources,
  probes: { startup: probe, liveness: probe, readiness: probe },
} satisfies Partial<WebServiceProps>;

/** What one build made. */
export interface Output {
  readonly products: number;
  readonly objects: number;
}

/** Objects of one product, and of the namespace around all of them. */
const objectsOf = { product: 40, namespace: 6 };

/**
 * Constructs, checks and renders one environment with about as many objects as wanted, in memory. All are in one
 * namespace, where every check can hold every object against every other: the hardest case for checks.
 * @param first number of the first product, so that no build finds the names of an earlier one in a cache
 */
export function build(wanted: number, first: number): Output {
  const app = new App();
  const environment = new Environment(app, 'Shop', {
    platform: 'shop',
    name: 'test',
    secrets: externalSecrets({ store: 'vault', path: 'shop/test' }),
    edge: gatewayApi({ className: 'public', pods: { namespace: 'gateway', labels: { app: 'gateway' } } }),
    monitoring: { prometheus: { name: 'prometheus', namespace: 'monitoring', labels: { app: 'prometheus' } } },
  });
  const products = Math.max(1, Math.round((wanted - objectsOf.namespace) / objectsOf.product));
  for (let index = first; index < first + products; index += 1) {
    addProduct(environment, `p${String(index).padStart(6, '0')}`);
  }
  const texts = [...manifestFiles(app, 'bench').values()];
  return { products, objects: texts.reduce((sum, text) => sum + (text.match(/^apiVersion: /gm)?.length ?? 0), 0) };
}

/** A product as a platform has many: a database, a cache, three services that know each other, and a host. */
function addProduct(environment: Environment, name: string): void {
  const database = new Postgres(environment, `${name}-db`, { name: `${name}-db`, image: 'postgres:18.6', ...data });
  const cache = new Redis(environment, `${name}-cache`, { name: `${name}-cache`, image: 'redis:8.8.2', ...data });
  const tier = (id: string, props: Partial<WebServiceProps>) =>
    new WebService(environment, `${name}-${id}`, {
      name: `${name}-${id}`,
      image: `registry.example/${id}:1.4.2`,
      ...service,
      ...props,
    });
  const orders = tier('orders', { uses: [database.connection, cache.connection] });
  const stock = tier('stock', { uses: [database.connection.withPool(5), orders.endpoint] });
  const web = tier('web', {
    uses: [orders.endpoint, stock.endpoint],
    environment: { ORDERS_URL: httpUrl(orders.endpoint), STOCK_URL: httpUrl(stock.endpoint) },
  });
  new Edge(environment, `${name}-edge`, {
    name: `${name}-edge`,
    host: `${name}.shop.example.com`,
    tls: { issuer: { kind: 'ClusterIssuer', name: 'corporate' } },
    routes: [
      { path: '/', to: web.endpoint },
      { path: '/api', to: orders.endpoint },
    ],
  });
}
