import {
  type Connection,
  type DatabaseConnection,
  type Endpoint,
  externalEndpoint,
  type PodPeer,
  ReleaseJob,
  type ReleaseStrategy,
  WebService,
} from '@arq/constructs';
import type { Construct } from 'constructs';
import { contract } from '../../../apps/backend/contract.ts';
import type { ServiceSize, SignIn } from '../environments/environment.ts';
import { backendAlerts } from '../monitoring/backend-alerts.ts';
import { backendRows } from '../monitoring/dashboards/rows-backend.ts';
import { nodeOptions } from './node-heap.ts';
import { backendSecret, smokeTest } from './smoke-test.ts';
import { startupProbe } from './startup-probe.ts';

/** What the backend takes from its surroundings. */
export interface BackendProps extends ServiceSize {
  readonly image: string;
  readonly database: DatabaseConnection;
  readonly redis: Connection;
  /** Where users reach the platform. */
  readonly publicUrl: string;
  readonly release: ReleaseStrategy;
  /** Nobody can sign in if left out. */
  readonly signIn?: SignIn | undefined;
}

const { paths, timeouts, variables, secretKeys } = contract;
const preStopSeconds = 5;
/** What its histogram of requests tells: probes are no requests of users, and streams last as long as somebody listens. */
const http = {
  excludedRoutes: [paths.liveness, paths.readiness, paths.metrics],
  streamRoutes: [paths.stream],
  buckets: contract.requestBuckets,
};

/** The API: Express on Node.js. */
export class Backend extends WebService {
  constructor(scope: Construct, id: string, props: BackendProps) {
    const { image, database, redis, publicUrl, signIn, release, replicas, resources } = props;
    const liveness = { path: paths.liveness, checkTimeoutSeconds: timeouts.livenessSeconds };
    const readiness = { path: paths.readiness, checkTimeoutSeconds: timeouts.readinessSeconds };
    super(scope, id, {
      name: 'arq-backend',
      component: 'backend',
      image,
      port: contract.port,
      metrics: { port: contract.metricsPort, path: paths.metrics },
      replicas,
      release,
      analysis: { smokeTest: smokeTest(contract.smokeVariables.backendUrl) },
      resources,
      uses: [database.withPool(contract.databasePoolSize), redis, ...(signIn ? [providerOf(signIn)] : [])],
      environment: {
        NODE_ENV: 'production',
        NODE_OPTIONS: nodeOptions(resources),
        [variables.port]: String(contract.port),
        [variables.metricsPort]: String(contract.metricsPort),
        [variables.publicUrl]: publicUrl,
        [variables.logLevel]: 'info',
        // The edge and the frontend, whose pods have private addresses. A caller with a private address of its own, as
        // behind a load balancer that hides addresses, is believed as well: it evades limits, and nothing else.
        [variables.trustProxy]: 'linklocal,uniquelocal',
        ...(signIn ? { [variables.oidcIssuer]: signIn.issuer, [variables.oidcClientId]: signIn.clientId } : {}),
      },
      secrets: [
        {
          name: backendSecret,
          files: {
            [variables.sessionSecretFile]: secretKeys.sessionSecret,
            [variables.alertsTokenFile]: secretKeys.alertsToken,
            ...(signIn ? { [variables.oidcClientSecretFile]: secretKeys.oidcClientSecret } : {}),
          },
        },
      ],
      probes: {
        startup: startupProbe(liveness),
        liveness: { ...liveness, periodSeconds: 10, timeoutSeconds: 3, failureThreshold: 3 },
        readiness: { ...readiness, periodSeconds: 5, timeoutSeconds: 4, failureThreshold: 2 },
      },
      shutdown: {
        preStopSeconds,
        preStopCommand: contract.sleepCommand(preStopSeconds),
        drainSeconds: timeouts.drainSeconds,
      },
      monitoring: { downAlert: 'BackendDown', node: true, http },
    });
    new ReleaseJob(this, 'Migrate', {
      name: 'migrate',
      command: contract.programs.migrate,
      environment: { NODE_ENV: 'production' },
      uses: [database.withPool(contract.migrationConnections)],
      deadlineSeconds: timeouts.migrationJobSeconds,
      resources: {
        cpu: { request: '50m', limit: '500m' },
        memory: { request: '128Mi', limit: '128Mi' },
        ephemeralStorage: { request: '16Mi', limit: '64Mi' },
      },
    });
    this.monitoring.addAlerts(...backendAlerts(this.watched(this.environment.namespace)));
    this.monitoring.addRows((namespace) => backendRows(this.watched(namespace)));
  }

  /** Lets Alertmanager deliver alerts. */
  admitAlerts(alertmanager: PodPeer): void {
    this.environment.traffic.allow({
      from: alertmanager,
      to: this.peer,
      ports: [{ port: contract.port, protocol: 'TCP' }],
    });
  }
}

/** Where the backend fetches the provider's keys and redeems its codes. */
function providerOf({ issuer, cidr }: SignIn): Endpoint {
  const { hostname, port } = new URL(issuer);
  return externalEndpoint({ host: hostname, port: Number(port || 443), cidr });
}
