import type { Check } from './check.ts';
import { type Model, title, type Workload } from './model.ts';

/**
 * Clients that could open more connections than the server admits. Each client counts twice: a release runs the old and
 * the new revision side by side.
 */
export const connectionBudget: Check = (model) =>
  model.workloads.flatMap((server) => {
    const budget = server.facts.connections;
    const admitted = budget && maximumConnections(model, server);
    if (!budget || admitted === undefined) return [];
    const available = admitted - budget.reserved;
    const needed = budget.clients.reduce(
      (sum, { poolSize, maximumReplicas }) => sum + poolSize * maximumReplicas * 2,
      0,
    );
    if (needed <= available) return [];
    const clients = budget.clients
      .map(({ path, poolSize, maximumReplicas }) => `${path}: ${poolSize} x ${maximumReplicas} replicas x 2`)
      .join(', ');
    return [
      `${server.path}: ${title(server)} leaves ${available} of its max_connections ${admitted} to clients, which may open ` +
        `${needed} (${clients}); raise max_connections or lower a pool`,
    ];
  });

/** `max_connections` as it is emitted: the last line of the configuration that names it. */
function maximumConnections(model: Model, { pod }: Workload): number | undefined {
  for (const { configMap } of pod.volumes ?? []) {
    const text: string | undefined =
      configMap && model.find('ConfigMap', configMap.name)?.object.data?.['postgresql.conf'];
    const lines = [...(text ?? '').matchAll(/^\s*max_connections\s*=\s*'?(\d+)/gm)];
    const last = lines.at(-1)?.[1];
    if (last !== undefined) return Number(last);
  }
  return undefined;
}
