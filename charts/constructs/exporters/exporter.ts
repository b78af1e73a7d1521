import type { Construct } from 'constructs';
import type { Resources } from '../kubernetes/resources.ts';
import type { Usable } from '../network/connection.ts';
import type { ConfigDirectory } from '../workloads/config-directory.ts';
import type { Image } from '../workloads/image.ts';
import { WebService } from '../workloads/web-service.ts';

/** A program that translates what another one tells of itself into metrics. */
export interface ExporterProps {
  readonly name: string;
  /** Who it is, as the catalogue of metrics names it. */
  readonly exporter: string;
  readonly image: Image;
  /** Port of its metrics; it serves nothing else. */
  readonly port: number;
  /** Path that answers as long as the process does, whatever becomes of the server that it asks. */
  readonly livenessPath: string;
  readonly command: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly uses?: readonly Usable[];
  readonly config?: readonly ConfigDirectory[];
  /** @default a few millicores and 64Mi: it works for a moment in every ten seconds, and must not be the first to go when a node runs short */
  readonly resources?: Resources;
}

const frugal: Resources = {
  cpu: { request: '10m', limit: '200m' },
  memory: { request: '64Mi', limit: '64Mi' },
  ephemeralStorage: { request: '8Mi', limit: '32Mi' },
};

/** One exporter as a hardened workload of its own: it needs fewer rights than what it asks, and may fail by itself. */
export class Exporter extends WebService {
  constructor(scope: Construct, id: string, props: ExporterProps) {
    const { name, exporter, image, port, command, livenessPath, environment, uses, config } = props;
    const probe = { path: livenessPath, periodSeconds: 10, timeoutSeconds: 3, failureThreshold: 3 };
    super(scope, id, {
      name,
      component: 'exporter',
      image,
      port,
      // A pod that is not ready is scraped as well: that it does not answer is what is to be known.
      metrics: { port, path: '/metrics', exporter, by: 'pod' },
      // Two would show every number twice.
      replicas: 1,
      resources: props.resources ?? frugal,
      command,
      environment,
      uses,
      config,
      probes: { startup: { ...probe, periodSeconds: 2, failureThreshold: 15 }, liveness: probe, readiness: probe },
      // Prometheus comes again; nothing is lost when it ends at once.
      shutdown: { preStopSeconds: 0, drainSeconds: 1 },
      scratch: [],
      monitoring: 'none',
    });
  }
}
