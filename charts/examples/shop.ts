import { Edge, Environment, existingSecrets, httpUrl, ingress, Postgres, Redis, WebService } from '@arq/constructs';
import { App } from 'cdk8s';

const app = new App();
const shop = new Environment(app, 'shop', {
  platform: 'shop',
  name: 'production',
  secrets: existingSecrets(),
  access: { operators: ['shop-operators'], viewers: ['shop-developers'] },
  edge: ingress({ pods: { namespace: 'ingress-nginx', labels: { 'app.kubernetes.io/name': 'ingress-nginx' } } }),
});

const size = (memory: string) => ({
  cpu: { request: '100m', limit: '1' },
  memory: { request: memory, limit: memory },
  ephemeralStorage: { request: '64Mi', limit: '256Mi' },
});
const probe = { path: '/health', periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 6 };
const service = {
  port: 8080,
  replicas: { min: 2, max: 6 },
  resources: size('256Mi'),
  probes: { startup: probe, liveness: probe, readiness: probe },
  shutdown: { preStopSeconds: 5, drainSeconds: 20 },
};

const data = { data: { size: '10Gi' }, resources: size('1Gi') };
const db = new Postgres(shop, 'db', { name: 'shop-db', image: 'postgres:18.6', ...data }).connection;
const cache = new Redis(shop, 'cache', { name: 'shop-cache', image: 'redis:8.8.2', ...data }).connection;
const image = 'registry.example/orders:2.3.0';
const orders = new WebService(shop, 'orders', { name: 'shop-orders', image, uses: [db, cache], ...service }).endpoint;
const web = new WebService(shop, 'web', {
  name: 'shop-web',
  image: 'registry.example/web:1.4.2',
  uses: [orders],
  environment: { ORDERS_URL: httpUrl(orders) },
  ...service,
}).endpoint;
const tls = { issuer: { kind: 'ClusterIssuer' as const, name: 'letsencrypt' } };
const routes = [
  { path: '/', to: web },
  { path: '/orders', to: orders },
];
new Edge(shop, 'edge', { name: 'shop', host: 'shop.example.com', tls, routes });

app.synth();
