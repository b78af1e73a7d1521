import type { k8s } from 'cdk8s-plus-28';
import { type Labels, namespaceNameLabel } from '../kubernetes/labels.ts';
import type { Plain } from '../kubernetes/plain.ts';

/** Pods, as a NetworkPolicy sees them. */
export interface PodPeer {
  /** What messages call it. */
  readonly name: string;
  /** Namespace of the pods. Left out, it is the environment's own. */
  readonly namespace?: string;
  /** Labels that the pods carry. */
  readonly labels: Labels;
}

/** Addresses, where no pod can be selected: outside of the cluster, or pods on the host network. */
export interface AddressPeer {
  /** What messages call it. */
  readonly name: string;
  /** Address range in CIDR notation, as in `169.254.20.10/32`. */
  readonly cidr: string;
}

/** One end of a permitted connection. */
export type Peer = PodPeer | AddressPeer;

/** One port of a permitted connection: the port of the pod, not that of its Service. */
export interface PolicyPort {
  /** Number of the port. */
  readonly port: number;
  /** Transport protocol. */
  readonly protocol: 'TCP' | 'UDP';
}

/** Two peers are the same if no packet could tell them apart. */
export function peerKey(peer: Peer): string {
  if ('cidr' in peer) return peer.cidr;
  const labels = Object.entries(peer.labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${peer.namespace ?? ''}/${labels.map(([key, value]) => `${key}=${value}`).join(',')}`;
}

/** The peer as one `from` or `to` element: namespace and pod selector in one, so that both must match. */
export function networkPolicyPeer(peer: Peer): Plain<k8s.NetworkPolicyPeer> {
  if ('cidr' in peer) return { ipBlock: { cidr: peer.cidr } };
  return {
    ...(peer.namespace === undefined
      ? {}
      : { namespaceSelector: { matchLabels: { [namespaceNameLabel]: peer.namespace } } }),
    podSelector: { matchLabels: peer.labels },
  };
}
