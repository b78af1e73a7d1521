import type { Alert } from '../alert.ts';
import { ofJob, type Watched } from '../watched.ts';
import type { Panel } from './panel.ts';
import { redFrom } from './threshold.ts';

/** Connections of clients. Older exporters do not tell the server's own processes apart; two count everything twice. */
function clientConnections(watched: Watched, ...by: readonly string[]): string {
  const of = `${ofJob(watched)},backend_type=~"|client backend"`;
  const counted = `sum by (${['namespace', 'instance', ...by].join(', ')}) (pg_stat_activity_count{${of}})`;
  return `max by (${['namespace', ...by].join(', ')}) (${counted})`;
}

/** Connections that clients may open. */
function connectionLimit(watched: Watched): string {
  const setting = (name: string) => `max by (namespace) (pg_settings_${name}{${ofJob(watched)}})`;
  return `${setting('max_connections')} - ${setting('superuser_reserved_connections')}`;
}

export function connectionShare(watched: Watched, alerts: readonly Alert[]): Panel {
  return {
    title: 'Connections in use',
    description: 'Share of the connections that clients may open. At the red value PostgresConnectionsHigh follows.',
    kind: 'gauge',
    unit: 'percentunit',
    maximum: 1,
    queries: [{ expression: `${clientConnections(watched)} / (${connectionLimit(watched)})`, legend: 'connections' }],
    ...redFrom(alerts, 'PostgresConnectionsHigh', 'connectionShare'),
  };
}

export function longestTransaction(watched: Watched, alerts: readonly Alert[]): Panel {
  const clients = `${ofJob(watched)},backend_type=~"|client backend",application_name!~"pg_dump(all)?"`;
  return {
    title: 'Longest transaction',
    description:
      'Age of the oldest one that is open. It keeps its locks; at the red value PostgresLongTransaction fires.',
    kind: 'stat',
    unit: 's',
    queries: [{ expression: `max(pg_stat_activity_max_tx_duration{${clients}})`, legend: 'transaction' }],
    ...redFrom(alerts, 'PostgresLongTransaction', 'transactionSeconds'),
  };
}

export function connections(watched: Watched): Panel {
  return {
    title: 'Connections by state',
    description: 'Worry when they near the limit, or when many are idle in transaction: a client forgets to commit.',
    unit: 'none',
    stacked: true,
    queries: [
      { expression: clientConnections(watched, 'state'), legend: '{{state}}' },
      { expression: connectionLimit(watched), legend: 'limit' },
    ],
  };
}
