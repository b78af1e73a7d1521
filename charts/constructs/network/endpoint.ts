import type { Peer } from './peer.ts';

/** An address that others may connect to: a port of a Service, or something outside of the cluster. */
export interface Endpoint {
  /** What it is called in messages, and the Service's name where there is one. */
  readonly name: string;
  /** Host name as clients resolve it. */
  readonly host: string;
  /** Port that clients connect to. */
  readonly port: number;
  /** Port that the packets arrive at behind the Service; network policies see only this one. */
  readonly podPort: number;
  /** What is behind it. */
  readonly peer: Peer;
}

/** The endpoint as an `http` base URL without a trailing slash. */
export function httpUrl({ host, port }: Endpoint): string {
  return `http://${host}:${port}`;
}

/** Facts of something outside of the cluster that a workload may connect to. */
export interface ExternalEndpointProps {
  /** Host name that clients resolve. */
  readonly host: string;
  /** Port that it listens on. */
  readonly port: number;
  /** Addresses that it may have, in CIDR notation. Network policies know no host names. */
  readonly cidr: string;
}

/** An endpoint outside of the cluster, such as an identity provider or an SMTP relay. */
export function externalEndpoint({ host, port, cidr }: ExternalEndpointProps): Endpoint {
  return { name: host, host, port, podPort: port, peer: { name: host, cidr } };
}
