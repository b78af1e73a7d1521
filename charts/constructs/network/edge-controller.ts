import type { Tier } from '../environment/tier.ts';
import type { Peer, PodPeer } from './peer.ts';

/** A path prefix and where it leads. */
export interface RenderedRoute {
  /** Prefix, by path segments. */
  readonly path: string;
  /** Name of the Service. */
  readonly service: string;
  /** Port of the Service. */
  readonly port: number;
  /** No time limit ends an answer. */
  readonly streams: boolean;
}

/** What an edge means, whatever renders it. */
export interface EdgeModel {
  /** Name of the objects. */
  readonly name: string;
  /** Fully qualified host name. */
  readonly host: string;
  /** Secret with the certificate; without one, plain HTTP is served. */
  readonly tlsSecret?: string;
  /** Longest path first, which is also how both APIs match. */
  readonly routes: readonly RenderedRoute[];
  /** Seconds for which browsers insist on HTTPS. */
  readonly hstsSeconds: number;
}

/** What emits the edge of an environment and where its packets come from. */
export interface EdgeController {
  /** Pods, or addresses, that connect to the tiers on behalf of users. */
  readonly peer: Peer;
  /** Ports of those pods that a page of this edge is served at; unknown, the edge is not probed from within. */
  readonly ports?: readonly number[];
  /** Emits the routing objects into the tier's file. */
  render(tier: Tier, model: EdgeModel): void;
  /** The solver of an ACME HTTP-01 challenge that works through this edge, as cert-manager's Issuer wants it. */
  acmeSolver(model: Pick<EdgeModel, 'name'>): object;
}

/** Where a controller's pods run. */
export interface ControllerPods extends Omit<PodPeer, 'name'> {
  readonly namespace: string;
  /**
   * Ports of the pods behind ports 80 and 443 of the edge. They let the blackbox exporter fetch the public page: within the
   * cluster, its packets reach these pods and not the load balancer.
   * @default none: the edge is not probed
   */
  readonly ports?: readonly number[];
}
