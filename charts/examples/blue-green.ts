import { Environment, existingSecrets, ingress, Postgres, ReleaseJob, WebService } from '@arq/constructs';
import { App } from 'cdk8s';

const app = new App();
const shop = new Environment(app, 'shop', {
  platform: 'shop',
  name: 'staging',
  secrets: existingSecrets(),
  edge: ingress({ pods: { namespace: 'ingress-nginx', labels: { 'app.kubernetes.io/name': 'ingress-nginx' } } }),
  monitoring: {
    prometheus: { name: 'prometheus', namespace: 'monitoring', labels: { 'app.kubernetes.io/name': 'prometheus' } },
    queries: 'http://prometheus.monitoring.svc:9090',
  },
});
const resources = { cpu: { request: '100m', limit: '1' }, memory: { request: '2Gi', limit: '2Gi' } };
const image = 'postgres:18.6';
const database = new Postgres(shop, 'database', { name: 'shop-database', image, data: { size: '10Gi' }, resources });
const orders = new WebService(shop, 'orders', {
  name: 'shop-orders',
  image: 'orders:2.3.0',
  port: 8080,
  metrics: { port: 9090, path: '/metrics' },
  replicas: { min: 2, max: 6 },
  resources,
  probes: { liveness: { path: '/health' }, readiness: { path: '/ready' } },
  uses: [database.connection],
  release: 'blueGreen',
  analysis: {
    smokeTest: { command: ['node', 'smoke.mjs'], urlVariable: 'ORDERS_URL', deadlineSeconds: 120 },
    observationSeconds: 600,
  },
});
new ReleaseJob(orders, 'migrate', {
  name: 'migrate',
  command: ['node', 'migrate.mjs'],
  uses: [database.connection.withPool(1)],
  resources,
  deadlineSeconds: 300,
});
app.synth();
