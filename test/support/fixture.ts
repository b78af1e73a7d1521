import {
  Edge,
  type EdgeProps,
  Environment,
  type EnvironmentProps,
  existingSecrets,
  ingress,
  type KubernetesObject,
  type MetricSet,
  manifestFiles,
  Postgres,
  type PostgresProps,
  Redis,
  type RedisProps,
  type Resources,
  type SmokeTest,
  WebService,
  type WebServiceProps,
} from '@arq/constructs';
import { App } from 'cdk8s';
import type { Construct } from 'constructs';
import { loadAll } from 'js-yaml';

/** Resources that fit any tier of a fixture. */
export const resources: Resources = {
  cpu: { request: '100m', limit: '500m' },
  memory: { request: '256Mi', limit: '1Gi' },
  ephemeralStorage: { request: '64Mi', limit: '256Mi' },
};

/** Pods that scrape a fixture's metrics. */
export const prometheus = { name: 'prometheus', namespace: 'monitoring', labels: { app: 'prometheus' } };

/** Where they can be asked about them. */
export const queries = 'http://prometheus.monitoring.svc:9090';

const edge = ingress({ pods: { namespace: 'edge', labels: { app: 'controller' } } });

/** An environment of an invented shop, alone in its application. */
export function shop(props: Partial<EnvironmentProps> = {}): Environment {
  return new Environment(new App(), 'Shop', {
    platform: 'shop',
    name: 'test',
    secrets: existingSecrets(),
    access: { operators: ['shop-operators'], viewers: ['shop-viewers'] },
    edge,
    monitoring: { prometheus },
    ...props,
  });
}

/** The same where releases are judged by metrics. */
export function judgedShop(props: Partial<EnvironmentProps> = {}): Environment {
  return shop({ monitoring: { prometheus, queries, metrics: [requestMetrics] }, ...props });
}

/** What a web service exports that measures its requests. */
export const requestMetrics: MetricSet = {
  exporter: 'shop-web',
  version: '1',
  metrics: { http_request_duration_seconds: { type: 'histogram', help: '', labels: ['route', 'status_code'] } },
};

/** A web service that passes every check. */
export function web(scope: Construct, props: Partial<WebServiceProps> = {}): WebService {
  const probe = { path: '/health', periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 3, checkTimeoutSeconds: 2 };
  return new WebService(scope, props.name ?? 'shop-web', {
    name: 'shop-web',
    image: 'registry.example/shop-web:1.4.2',
    port: 8080,
    metrics: { port: 9090, path: '/metrics' },
    replicas: { min: 2, max: 4 },
    resources,
    probes: { startup: probe, liveness: probe, readiness: probe },
    shutdown: { preStopSeconds: 5, drainSeconds: 20 },
    ...props,
  });
}

/** A program that tries a web service. */
export const smokeTest: SmokeTest = { command: ['try'], urlVariable: 'SHOP_URL', deadlineSeconds: 120 };

/** What is known of the requests of a web service. */
export const http = { excludedRoutes: ['/health'], buckets: [0.1, 0.3, 1, 2.5, 5] };

/** A web service whose revisions have to prove all that can be proved before they go live. */
export function blueGreen(scope: Construct, props: Partial<WebServiceProps> = {}): WebService {
  return web(scope, { release: 'blueGreen', monitoring: { http }, analysis: { smokeTest }, ...props });
}

/** A database that passes every check. */
export function postgres(scope: Construct, props: Partial<PostgresProps> = {}): Postgres {
  return new Postgres(scope, props.name ?? 'shop-db', {
    name: 'shop-db',
    image: 'registry.example/postgres:18.6',
    data: { size: '10Gi' },
    resources,
    ...props,
  });
}

/** A cache that passes every check. */
export function redis(scope: Construct, props: Partial<RedisProps> = {}): Redis {
  return new Redis(scope, props.name ?? 'shop-cache', {
    name: 'shop-cache',
    image: 'registry.example/redis:8.8.2',
    data: { size: '2Gi' },
    resources,
    ...props,
  });
}

/** An edge that passes every check. */
export function edgeOf(service: WebService, props: Partial<EdgeProps> = {}): Edge {
  return new Edge(service.environment, props.name ?? 'shop', {
    name: 'shop',
    host: 'shop.example.com',
    tls: { issuer: { kind: 'ClusterIssuer', name: 'corporate' } },
    routes: [{ path: '/', to: service.endpoint }],
    ...props,
  });
}

/** A shop with one of each tier. */
export function wholeShop(props: Partial<EnvironmentProps> = {}) {
  const environment = shop(props);
  const database = postgres(environment);
  const cache = redis(environment);
  const service = web(environment, { uses: [database.connection, cache.connection] });
  return { environment, database, cache, service, edge: edgeOf(service) };
}

/** What the checks say about an environment, one message per mistake. */
export function mistakes(environment: Environment): string[] {
  return environment.node.validate();
}

/** Everything that is emitted below an environment's application, read back from the YAML. */
export function objectsOf(environment: Environment): KubernetesObject[] {
  return [...manifestFiles(environment.node.root, 'test').values()].flatMap(
    (text) => loadAll(text) as KubernetesObject[],
  );
}

/** The one object of a kind and name. */
export function objectOf(environment: Environment, kind: string, name: string): KubernetesObject {
  const found = objectsOf(environment).filter((object) => object.kind === kind && object.metadata.name === name);
  if (found.length !== 1) throw new Error(`${found.length} objects are a ${kind} ${name}`);
  return found[0] as KubernetesObject;
}
