import type { Peer } from './peer.ts';

/** Where pods resolve names. */
export interface DnsProps {
  /**
   * Labels of the cluster DNS pods in `kube-system`.
   * @default `k8s-app: kube-dns`, which CoreDNS carries on every common distribution
   */
  readonly podLabels?: Readonly<Record<string, string>>;
  /**
   * Address of NodeLocal DNSCache, commonly `169.254.20.10`. Its pods are on the host network, where no pod selector
   * reaches them.
   * @default none; set it where the cluster runs NodeLocal DNSCache, as recent GKE does
   */
  readonly nodeLocalAddress?: string;
}

/** The peers that answer DNS queries. */
export function dnsPeers({ podLabels = { 'k8s-app': 'kube-dns' }, nodeLocalAddress }: DnsProps): Peer[] {
  return [
    { name: 'cluster DNS', namespace: 'kube-system', labels: podLabels },
    ...(nodeLocalAddress === undefined ? [] : [{ name: 'NodeLocal DNSCache', cidr: `${nodeLocalAddress}/32` }]),
  ];
}
