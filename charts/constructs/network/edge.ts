import type { Construct } from 'constructs';
import { Tier } from '../environment/tier.ts';
import type { TierProps } from '../environment/tier-props.ts';
import { ConfigurationError } from '../errors.ts';
import type { BlackboxExporter } from '../exporters/blackbox-exporter.ts';
import { requireHostName } from '../kubernetes/syntax.ts';
import { monitorEdge } from './edge-monitoring.ts';
import type { Endpoint } from './endpoint.ts';
import type { Peer } from './peer.ts';
import { acmeSolver, emitCertificate, type Tls, tlsSecretName } from './tls.ts';

/** A path prefix of the host and where it leads. */
export interface EdgeRoute {
  /** Prefix by path segments: `/api` covers `/api` and `/api/v1`, not `/apis`. */
  readonly path: string;
  /** A tier's endpoint. Metrics ports have none, so they cannot be published. */
  readonly to: Endpoint;
  /**
   * Answers last as long as the client listens, as server-sent events do: no time limit of the edge ends them.
   * @default false: the limits of the edge's controller hold, 15 s with Envoy
   */
  readonly streams?: boolean;
}

/** How users reach the platform. */
export interface EdgeProps extends TierProps {
  /** Fully qualified host name. */
  readonly host: string;
  /** Certificate of the host. */
  readonly tls: Tls;
  /** Paths of the host, in any order: the longest prefix wins. */
  readonly routes: readonly EdgeRoute[];
  /**
   * Seconds for which a browser that was here once insists on HTTPS.
   * @default 31536000, one year, for this host alone: its subdomains may be somebody else's
   */
  readonly hstsSeconds?: number;
  /**
   * Fetches a page of the host every ten seconds, through all that a user's request passes within the cluster. It needs a
   * controller that names the ports of its pods; without them the edge is not watched.
   * @default none: whether users get through is not watched
   */
  readonly probe?: {
    readonly by: BlackboxExporter;
    /** A path that the tier behind it does not count as a request of users, such as its health route. */
    readonly path: string;
  };
}

/**
 * The way in: one host, its certificate, and paths to endpoints. The environment decides what renders it, Gateway API
 * or Ingress; both mean the same. Only what is routed here may be reached by the edge's pods.
 */
export class Edge extends Tier {
  /** Host name that users type. */
  readonly host: string;

  constructor(scope: Construct, id: string, props: EdgeProps) {
    super(scope, id, props, props.component ?? 'edge');
    const { edge: controller, traffic } = this.environment;
    this.host = requireHostName(props.host, `${this.node.path}: host`);
    requireRoutes(props.routes, this.node.path);

    emitCertificate(this, props.tls, this.host, controller);
    controller.render(this, {
      name: this.name,
      host: this.host,
      tlsSecret: tlsSecretName(props.tls, this.name),
      routes: [...props.routes]
        .sort((a, b) => b.path.length - a.path.length || (a.path < b.path ? -1 : 1))
        .map(({ path, to, streams = false }) => ({ path, service: to.name, port: to.port, streams })),
      hstsSeconds: props.hstsSeconds ?? 31_536_000,
    });
    for (const { to } of props.routes) {
      traffic.allow({ from: controller.peer, to: to.peer, ports: [{ port: to.podPort, protocol: 'TCP' }] });
    }
    if ('acme' in props.tls) this.admitAcmeSolver();
    if (props.probe) monitorEdge(this, props.probe, props.tls);
  }

  /** The pods of the controller. */
  override get client(): Peer {
    return this.environment.edge.peer;
  }

  /** The authority's request for the challenge arrives like any other: through the edge. */
  private admitAcmeSolver(): void {
    const { edge: controller, guardrails, traffic } = this.environment;
    guardrails.admitForeignPods(acmeSolver);
    traffic.allow({ from: controller.peer, to: acmeSolver, ports: [acmeSolver.port] });
  }
}

function requireRoutes(routes: readonly EdgeRoute[], place: string): void {
  const paths = routes.map(({ path }) => path);
  const wrong = paths.find((path, index) => !path.startsWith('/') || paths.indexOf(path) !== index);
  if (routes.length > 0 && wrong === undefined) return;
  throw new ConfigurationError(
    wrong === undefined
      ? `${place}: an edge without routes leads nowhere; name at least one path`
      : `${place}: the path "${wrong}" does not begin with "/" or is routed twice`,
  );
}
