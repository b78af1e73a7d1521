import {
  ArgoApplication,
  ArgoProject,
  BlackboxExporter,
  type Environment,
  externalSecrets,
  gatewayApi,
  httpUrl,
  type KubernetesObject,
  manifestFiles,
  OutputFile,
  type Postgres,
  type Redis,
  ReleaseJob,
  StatefulService,
} from '@arq/constructs';
import type { App } from 'cdk8s';
import { loadAll } from 'js-yaml';
import {
  blueGreen,
  edgeOf,
  postgres,
  prometheus,
  queries,
  redis,
  requestMetrics,
  resources,
  shop,
  smokeTest,
  web,
} from '../support/fixture.ts';

const repository = 'https://git.example/shop.git';
const charts = 'https://charts.example';

/** One of everything that the library emits, read back from YAML. The mutation test runs it on changed sources. */
export function subject(): KubernetesObject[] {
  const environment = shop({
    secrets: externalSecrets({ store: 'vault', path: 'shop/test' }),
    edge: gatewayApi({ className: 'any', pods: { namespace: 'gateway', labels: { app: 'proxy' }, ports: [10443] } }),
    monitoring: {
      prometheus,
      queries,
      labels: { release: 'prometheus' },
      metrics: [requestMetrics],
    },
    dns: { nodeLocalAddress: '169.254.20.10' },
  });
  const exporter = 'registry.example/exporter:1.0.0';
  const blackbox = new BlackboxExporter(environment, 'Blackbox', { name: 'shop-blackbox', image: exporter });
  const database = postgres(environment, { data: { size: '10Gi', storageClass: 'fast' }, exporter });
  const cache = redis(environment, { name: 'shop-cache', exporter });
  const service = web(environment, {
    uses: [database.connection, cache.connection],
    environment: { COLOUR: 'red' },
    monitoring: { probe: { by: blackbox, path: '/health' } },
    secrets: [{ name: 'shop-web', files: { KEY_FILE: 'key' }, environment: { LICENCE: 'licence' } }],
  });
  web(environment, {
    name: 'shop-jobs',
    component: 'jobs',
    replicas: 1,
    command: ['serve', 'jobs'],
    uses: [service.endpoint],
    resources: { cpu: resources.cpu, memory: resources.memory },
    probes: {
      liveness: { path: '/alive', periodSeconds: 7, timeoutSeconds: 6, failureThreshold: 9 },
      readiness: { path: '/ready' },
    },
    environment: { SHOP_URL: httpUrl(service.endpoint) },
  });
  queue(environment, cache);
  released(environment, database);
  edgeOf(service, {
    tls: { acme: { server: 'https://acme.example/directory', email: 'ops@shop.example' } },
    routes: [
      { path: '/', to: service.endpoint },
      { path: '/events', to: service.endpoint, streams: true },
    ],
    probe: { by: blackbox, path: '/health' },
  });
  edgeOf(service, { name: 'shop-admin', host: 'admin.shop.example.com' });
  deliver(environment.node.root as App, environment);
  return [...manifestFiles(environment.node.root, 'test').values()].flatMap(
    (text) => loadAll(text) as KubernetesObject[],
  );
}

/** What the database and the cache do not use of a stateful service. */
function queue(environment: Environment, cache: Redis): void {
  const probe = { command: ['queue', 'ping'], periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 3 };
  new StatefulService(environment, 'Queue', {
    name: 'shop-queue',
    image: 'registry.example/queue:2.1.0',
    port: 4222,
    portName: 'queue',
    command: ['queue', 'serve'],
    replicas: 3,
    resources,
    data: { size: '1Gi', path: '/data' },
    probes: { startup: probe, liveness: probe, readiness: probe },
    terminationGracePeriodSeconds: 30,
    uses: [cache.connection],
  });
}

/** A service that is released blue-green and proves all that can be proved, with work that each release needs. */
function released(environment: Environment, database: Postgres): void {
  const service = blueGreen(environment, {
    environment: { REGION: 'north', LOCALE: 'en' },
    config: [{ name: 'rules', path: '/etc/rules', files: { 'rules.txt': 'none' } }],
    name: 'shop-api',
    component: 'api',
    secrets: [{ name: 'shop-api', files: { TOKEN_FILE: 'token' } }],
    analysis: {
      smokeTest: {
        ...smokeTest,
        environment: { LOCALE: 'en' },
        secretFiles: { TOKEN_FILE: { secret: 'shop-api', key: 'token' } },
      },
    },
  });
  new ReleaseJob(service, 'Migrate', {
    name: 'migrate',
    command: ['migrate'],
    args: ['up'],
    environment: { LOCALE: 'en' },
    uses: [database.connection.withPool(1)],
    deadlineSeconds: 300,
    resources,
  });
}

function deliver(app: App, environment: ReturnType<typeof shop>): void {
  const file = new OutputFile(app, 'Argo', { file: 'argocd/shop.yaml', title: 'shop' });
  const destination = { cluster: 'shop-cluster', namespace: environment.namespace };
  const project = new ArgoProject(file, 'Project', {
    name: 'shop',
    description: 'The shop',
    sources: [repository, charts],
    destinations: [destination],
    allow: { environments: [environment] },
    denyWindows: [{ schedule: '0 15 * * 5', duration: '63h', applications: [environment.instance] }],
  });
  new ArgoApplication(file, 'Application', {
    name: environment.instance,
    project,
    source: { repository, revision: 'main', path: environment.folder, exclude: 'draft.yaml' },
    destination,
    sync: { retry: { limit: 2, initial: '30s', maximum: '3m' } },
  });
  new ArgoApplication(file, 'Chart', {
    name: 'mail-test',
    releaseName: 'mail',
    project,
    source: { repository: charts, chart: 'mail', version: '1.2.3', values: { replicas: 2 } },
    destination,
    sync: { retry: { limit: 2, initial: '30s', maximum: '3m' }, prune: false, options: ['PruneLast=false'] },
  });
}
