import { named } from './workload-subjects.ts';

/** Namespace in which node_exporter runs, which its series and the alerts of nodes carry. */
export const exporters = 'node-exporter';

export const node = '10.0.0.1:9100';
export const otherNode = '10.0.0.2:9100';

/** A series of a node as its exporter tells it. */
export function ofNode(
  metric: string,
  values: string,
  labels: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const of = { namespace: exporters, job: 'node-exporter', instance: node, pod: 'node-exporter-5x7kq' };
  return { [named(metric, { ...of, ...labels })]: values };
}

/** The same series as it is known for a while after the exporter's pod was replaced: on the same node, from another pod. */
export function ofTwoPods(
  metric: string,
  [first, second]: readonly [string, string],
  labels: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return { ...ofNode(metric, first, labels), ...ofNode(metric, second, { ...labels, pod: 'node-exporter-w2m8d' }) };
}

/** The same series of the machine as another exporter tells it, which does not count. */
export function ofStranger(
  metric: string,
  values: string,
  labels: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return ofNode(metric, values, { ...labels, job: 'storage-exporter' });
}
