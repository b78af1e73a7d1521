import { type BlackboxExporter, type Endpoint, httpUrl, type ReleaseStrategy, WebService } from '@arq/constructs';
import type { Construct } from 'constructs';
import { contract as backendContract } from '../../../apps/backend/contract.ts';
import { contract } from '../../../apps/frontend/contract.ts';
import type { ServiceSize } from '../environments/environment.ts';
import { frontendRows } from '../monitoring/dashboards/rows-frontend.ts';
import { frontendAlerts } from '../monitoring/frontend-alerts.ts';
import { nodeOptions } from './node-heap.ts';
import { smokeTest } from './smoke-test.ts';
import { startupProbe } from './startup-probe.ts';

/** What the frontend takes from its surroundings. */
export interface FrontendProps extends ServiceSize {
  readonly image: string;
  readonly backend: Endpoint;
  /** Where users reach the platform. */
  readonly publicUrl: string;
  readonly release: ReleaseStrategy;
  /** The backend's image, which has the smoke test in it. */
  readonly smokeTestImage: string;
  /** Fetches a page all the time. */
  readonly blackbox: BlackboxExporter;
}

const { paths, timeouts, variables } = contract;
const preStopSeconds = 5;

/** The pages: Next.js, standalone. */
export class Frontend extends WebService {
  constructor(scope: Construct, id: string, props: FrontendProps) {
    const { image, backend, publicUrl, release, smokeTestImage, replicas, resources, blackbox } = props;
    const liveness = { path: paths.liveness, checkTimeoutSeconds: timeouts.livenessSeconds };
    const readiness = { path: paths.readiness, checkTimeoutSeconds: timeouts.readinessSeconds };
    super(scope, id, {
      name: 'arq-frontend',
      component: 'frontend',
      image,
      port: contract.port,
      metrics: { port: contract.metricsPort, path: paths.metrics },
      replicas,
      release,
      analysis: { smokeTest: { ...smokeTest(backendContract.smokeVariables.frontendUrl), image: smokeTestImage } },
      resources,
      uses: [backend],
      environment: {
        NODE_ENV: 'production',
        NODE_OPTIONS: nodeOptions(resources),
        [variables.hostname]: '0.0.0.0',
        [variables.port]: String(contract.port),
        [variables.metricsPort]: String(contract.metricsPort),
        [variables.publicUrl]: publicUrl,
        [variables.backendUrl]: httpUrl(backend),
        [variables.logLevel]: 'info',
      },
      probes: {
        startup: startupProbe(liveness),
        liveness: { ...liveness, periodSeconds: 10, timeoutSeconds: 3, failureThreshold: 3 },
        readiness: { ...readiness, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 2 },
      },
      shutdown: {
        preStopSeconds,
        preStopCommand: contract.sleepCommand(preStopSeconds),
        drainSeconds: timeouts.drainSeconds,
      },
      monitoring: {
        downAlert: 'FrontendDown',
        node: true,
        http: {
          excludedRoutes: [paths.liveness, paths.readiness, paths.metrics],
          buckets: contract.requestBuckets,
        },
        probe: { by: blackbox, path: paths.liveness },
      },
    });
    this.monitoring.addAlerts(...frontendAlerts(this.watched(this.environment.namespace)));
    this.monitoring.addRows((namespace) => frontendRows(this.watched(namespace)));
  }
}
