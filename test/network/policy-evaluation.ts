import type { KubernetesObject } from '@arq/constructs';

/** Something that can send or receive packets, as the network sees it. */
export interface Party {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** Address of what is no pod. */
  readonly address?: string;
}

/** A packet's destination port. */
export interface Port {
  readonly port: number;
  readonly protocol: string;
}

type Loose = any;

/**
 * Whether policies let a connection through, by the rules of
 * https://kubernetes.io/docs/concepts/services-networking/network-policies/ and by nothing that this project knows.
 */
export function isAllowed(policies: readonly KubernetesObject[], from: Party, to: Party, port: Port): boolean {
  return permits(policies, from, to, port, 'Egress') && permits(policies, to, from, port, 'Ingress');
}

function permits(
  policies: readonly KubernetesObject[],
  own: Party,
  other: Party,
  port: Port,
  direction: string,
): boolean {
  const applying = policies.filter(
    ({ metadata, spec }) =>
      metadata.namespace === own.namespace &&
      spec.policyTypes.includes(direction) &&
      matches(spec.podSelector, own.labels ?? {}),
  );
  // Nobody isolates it in this direction.
  if (applying.length === 0) return true;
  return applying.some(({ metadata, spec }) =>
    (direction === 'Egress' ? spec.egress : spec.ingress)?.some(
      (rule: Loose) =>
        (rule.from ?? rule.to).some((peer: Loose) => isPeer(peer, other, metadata.namespace)) &&
        rule.ports.some((open: Loose) => open.port === port.port && open.protocol === port.protocol),
    ),
  );
}

function isPeer({ ipBlock, namespaceSelector, podSelector }: Loose, party: Party, own: string | undefined): boolean {
  if (ipBlock) return ipBlock.cidr === party.address;
  if (party.namespace === undefined) return false;
  const namespaceLabels = { 'kubernetes.io/metadata.name': party.namespace };
  const inNamespace = namespaceSelector ? matches(namespaceSelector, namespaceLabels) : party.namespace === own;
  return inNamespace && matches(podSelector ?? {}, party.labels ?? {});
}

function matches({ matchLabels = {} }: Loose, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(matchLabels).every(([key, value]) => labels[key] === value);
}
