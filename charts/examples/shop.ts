import { Edge, Environment, existingSecrets, ingress, Postgres, Redis, type Usable, WebService } from '@arq/constructs';
import { App } from 'cdk8s';

const app = new App();
const shop = new Environment(app, 'shop', {
  platform: 'shop',
  name: 'production',
  secrets: existingSecrets(),
  access: { operators: ['shop-operators'], viewers: ['shop-developers'] },
  edge: ingress({ pods: { namespace: 'ingress-nginx', labels: { 'app.kubernetes.io/name': 'ingress-nginx' } } }),
});

const sized = (memory: string) => ({
  cpu: { request: '100m', limit: '1' },
  memory: { request: memory, limit: memory },
  ephemeralStorage: { request: '64Mi', limit: '256Mi' },
});
const probe = { path: '/health', periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 6 };
const probes = { startup: probe, liveness: probe, readiness: probe };
const shutdown = { preStopSeconds: 5, drainSeconds: 20 };
const common = { port: 8080, replicas: { min: 2, max: 6 }, resources: sized('256Mi'), probes, shutdown };
const service = (id: string, image: string, uses: Usable[]) =>
  new WebService(shop, id, { name: `shop-${id}`, image, uses, ...common });

const data = { data: { size: '10Gi' }, resources: sized('1Gi') };
const database = new Postgres(shop, 'database', { name: 'shop-database', image: 'postgres:18.6', ...data });
const cache = new Redis(shop, 'cache', { name: 'shop-cache', image: 'redis:8.8.2', ...data });
const orders = service('orders', 'registry.example/orders:2.3.0', [database.connection, cache.connection]);
const web = service('web', 'registry.example/web:1.4.2', [orders.endpoint]);
new Edge(shop, 'edge', {
  name: 'shop',
  host: 'shop.example.com',
  tls: { issuer: { kind: 'ClusterIssuer', name: 'letsencrypt' } },
  routes: [
    { path: '/', to: web.endpoint },
    { path: '/api', to: orders.endpoint },
  ],
});

app.synth();
