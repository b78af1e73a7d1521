import { connectionsOf } from '../kubernetes/declared-facts.ts';
import type { Check } from './check.ts';
import { type Model, mainContainer, title, type Workload } from './model.ts';

/**
 * Clients that could open more connections than the server admits. Each client counts as often as a release runs revisions
 * of it side by side.
 */
export const connectionBudget: Check = (model) =>
  model.workloads.flatMap((server) => {
    const budget = server.facts.connections;
    const settings = budget && settingsOf(model, server);
    if (!budget || settings === undefined) return [];
    // 100 is PostgreSQL's own default.
    const admitted = numberIn(settings, 'max_connections') ?? 100;
    const forAdministrators = numberIn(settings, 'superuser_reserved_connections') ?? budget.reserved;
    const available = admitted - forAdministrators - (numberIn(settings, 'reserved_connections') ?? 0);
    const needed = connectionsOf(budget.clients);
    if (needed <= available) return [];
    const clients = budget.clients
      .map(
        ({ path, poolSize, maximumReplicas, revisions }) =>
          `${path}: ${poolSize} x ${maximumReplicas} replicas x ${revisions}`,
      )
      .join(', ');
    return [
      `${server.path}: ${title(server)} leaves ${available} of its max_connections ${admitted} to clients, which may open ` +
        `${needed} (${clients}); raise max_connections or lower a pool`,
    ];
  });

/** The configuration as it is emitted, and after it the arguments, which PostgreSQL prefers. */
function settingsOf(model: Model, server: Workload): string | undefined {
  for (const { configMap } of server.pod.volumes ?? []) {
    const text: string | undefined =
      configMap && model.find('ConfigMap', configMap.name)?.object.data?.['postgresql.conf'];
    const args: string[] = mainContainer(server)?.args ?? [];
    if (text !== undefined) return [text, ...args.map((arg) => arg.replace(/^(--|-c *)/, ''))].join('\n');
  }
  return undefined;
}

/** A number as PostgreSQL reads it: the last line that names it counts, in any case, and "=" may be left out. */
function numberIn(settings: string, name: string): number | undefined {
  const lines = [...settings.matchAll(new RegExp(`^[ \\t]*${name}(?:[ \\t]*=|[ \\t])[ \\t]*'?(\\d+)`, 'gim'))];
  const last = lines.at(-1)?.[1];
  return last === undefined ? undefined : Number(last);
}
