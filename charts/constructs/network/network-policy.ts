import { Lazy } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { Manifest } from '../kubernetes/manifest.ts';
import type { Plain } from '../kubernetes/plain.ts';
import { networkPolicyPeer, type Peer, type PodPeer, type PolicyPort } from './peer.ts';
import type { TrafficGraph } from './traffic-graph.ts';

const kind = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' };

/** Where a policy's metadata comes from. */
type Metadata = Plain<k8s.ObjectMeta>;

/** Denies every connection from and to every pod of the namespace that no other policy allows. */
export function denyByDefault(scope: Construct, metadata: Metadata): Manifest {
  return new Manifest<Plain<k8s.KubeNetworkPolicyProps>>(scope, 'DenyByDefault', kind, {
    metadata,
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  });
}

/**
 * Allows one subject what the traffic graph declares for it, and nothing else. Rendered at synth, when every relation is
 * known.
 */
export function allowDeclared(scope: Construct, metadata: Metadata, subject: PodPeer, graph: TrafficGraph): Manifest {
  return new Manifest<Plain<k8s.KubeNetworkPolicyProps>>(scope, 'NetworkPolicy', kind, {
    metadata,
    spec: {
      podSelector: { matchLabels: subject.labels },
      policyTypes: ['Ingress', 'Egress'],
      ingress: Lazy.any({
        produce: () =>
          orNothing(
            rules(graph.ingressOf(subject), ({ from }) => from).map(([peer, ports]) => ({ from: [peer], ports })),
          ),
      }),
      egress: Lazy.any({
        produce: () =>
          orNothing(rules(graph.egressOf(subject), ({ to }) => to).map(([peer, ports]) => ({ to: [peer], ports }))),
      }),
    },
  });
}

/** An empty list means the same as none, but the API server drops it, and each apply would see a difference. */
function orNothing<Item>(list: Item[]): Item[] | undefined {
  return list.length > 0 ? list : undefined;
}

type Edges = ReturnType<TrafficGraph['ingressOf']>;
type Rule = readonly [peer: Plain<k8s.NetworkPolicyPeer>, ports: readonly PolicyPort[]];

/** One rule per peer and set of ports, in an order that does not depend on the order of declaration. */
function rules(edges: Edges, otherEnd: (edge: Edges[number]) => Peer): Rule[] {
  return edges
    .map((edge): Rule => [networkPolicyPeer(otherEnd(edge)), [...edge.ports].sort(byPort)])
    .map((rule) => ({ rule, key: JSON.stringify(rule) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ rule }) => rule);
}

function byPort(a: PolicyPort, b: PolicyPort): number {
  return a.port - b.port || (a.protocol < b.protocol ? -1 : 1);
}
