import { Edge, Environment, existingSecrets, httpUrl, ingress, Postgres, Redis, WebService } from '@arq/constructs';
import { App } from 'cdk8s';

const app = new App();
const shop = new Environment(app, 'shop', {
  platform: 'shop',
  name: 'production',
  secrets: existingSecrets(),
  edge: ingress({ pods: { namespace: 'ingress-nginx', labels: { 'app.kubernetes.io/name': 'ingress-nginx' } } }),
});
const sized = (size: string) => ({ cpu: { request: '100m', limit: '1' }, memory: { request: size, limit: size } });
const data = { data: { size: '10Gi' }, resources: sized('1Gi') };
const service = {
  port: 8080,
  replicas: { min: 2, max: 6 },
  resources: sized('256Mi'),
  probes: { liveness: { path: '/health' }, readiness: { path: '/ready' } },
};

const database = new Postgres(shop, 'database', { name: 'shop-database', image: 'postgres:18.6', ...data });
const cache = new Redis(shop, 'cache', { name: 'shop-cache', image: 'redis:8.8.2', ...data });
const tiers = [database.connection, cache.connection];
const orders = new WebService(shop, 'orders', { name: 'shop-orders', image: 'orders:2.3.0', uses: tiers, ...service });
const environment = { ORDERS_URL: httpUrl(orders.endpoint) };
const uses = [orders.endpoint];
const web = new WebService(shop, 'web', { name: 'shop-web', image: 'web:1.4.2', uses, environment, ...service });
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
