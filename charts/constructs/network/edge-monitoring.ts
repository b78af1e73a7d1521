import { edgeAlerts } from '../monitoring/alerts/edge.ts';
import { edgeRows } from '../monitoring/panels/edge.ts';
import type { Watched } from '../monitoring/watched.ts';
import type { Edge, EdgeProps } from './edge.ts';
import type { Peer } from './peer.ts';
import type { Tls } from './tls.ts';

/** Anywhere: a load balancer's address is chosen by the cluster's provider, and may change. */
const anywhere: Peer = { name: 'the public address of the edge', cidr: '0.0.0.0/0' };

/** Has the page of an edge fetched, and brings along the alerts and rows of dashboards of the way in. */
export function monitorEdge(edge: Edge, { by, path }: NonNullable<EdgeProps['probe']>, tls: Tls): void {
  const { environment, host, monitoring, name } = edge;
  const { ports, peer } = environment.edge;
  if (!ports) return;
  const encrypted = !('plainHttp' in tls);
  const job = `${name}-probe`;
  by.watch({
    monitoring,
    job,
    url: `${encrypted ? 'https' : 'http'}://${host}${path}`,
    to: [
      ...ports.map((port) => ({ peer, port: { port, protocol: 'TCP' } as const })),
      { peer: anywhere, port: { port: encrypted ? 443 : 80, protocol: 'TCP' } },
    ],
  });
  const watched = (namespace: string): Watched => ({ namespace, workload: name, kind: 'Deployment', job });
  monitoring.addAlerts(...edgeAlerts(watched(environment.namespace), { tls: encrypted }));
  monitoring.addRows((namespace) => edgeRows(watched(namespace), { tls: encrypted }));
}
