import { type Peer, type PolicyPort, peerKey } from './peer.ts';

/** A permitted connection, declared once and enforced on both ends. */
export interface TrafficEdge {
  /** Who connects. */
  readonly from: Peer;
  /** Who is connected to. */
  readonly to: Peer;
  /** Ports of the latter. */
  readonly ports: readonly PolicyPort[];
}

/**
 * Everything that may talk within an environment. Constructs declare edges; the network policies of both ends follow
 * from them, and nothing that is not declared is allowed.
 */
export class TrafficGraph {
  private readonly declared = new Map<string, TrafficEdge>();
  private readonly byEnd = { from: new Map<string, TrafficEdge[]>(), to: new Map<string, TrafficEdge[]>() };

  /** @param resolvers where names are resolved; who may connect anywhere may ask these too */
  constructor(private readonly resolvers: readonly Peer[]) {}

  /** Permits a connection. Declaring it twice is the same as once. */
  allow(edge: TrafficEdge): void {
    const ports = edge.ports.map(({ port, protocol }) => `${protocol}${port}`).sort();
    const key = [peerKey(edge.from), peerKey(edge.to), ...ports].join(' ');
    if (this.declared.has(key)) return;
    this.declared.set(key, edge);
    append(this.byEnd.from, peerKey(edge.from), edge);
    append(this.byEnd.to, peerKey(edge.to), edge);
  }

  /** What may connect to `peer`. */
  ingressOf(peer: Peer): readonly TrafficEdge[] {
    return this.byEnd.to.get(peerKey(peer)) ?? [];
  }

  /** What `peer` may connect to; name resolution is among it if there is anything else. */
  egressOf(peer: Peer): readonly TrafficEdge[] {
    const edges = this.byEnd.from.get(peerKey(peer)) ?? [];
    if (edges.length === 0) return edges;
    return [...edges, ...this.resolvers.map((to) => ({ from: peer, to, ports: dnsPorts }))];
  }

  /** All edges, those for name resolution included. */
  get edges(): readonly TrafficEdge[] {
    const clients = [...new Map([...this.declared.values()].map(({ from }) => [peerKey(from), from])).values()];
    // How others resolve names is their own affair.
    const ours = clients.filter((peer) => !('cidr' in peer) && peer.namespace === undefined);
    const dns = ours.flatMap((from) => this.egressOf(from).filter(({ ports }) => ports === dnsPorts));
    return [...this.declared.values(), ...dns];
  }
}

/** Answers that do not fit a datagram come over TCP. */
const dnsPorts: readonly PolicyPort[] = [
  { port: 53, protocol: 'UDP' },
  { port: 53, protocol: 'TCP' },
];

function append(index: Map<string, TrafficEdge[]>, key: string, edge: TrafficEdge): void {
  const edges = index.get(key);
  if (edges) edges.push(edge);
  else index.set(key, [edge]);
}
