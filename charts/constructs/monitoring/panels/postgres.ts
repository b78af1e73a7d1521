import type { Alert } from '../alert.ts';
import { type PostgresFacts, postgresAlerts } from '../alerts/postgres.ts';
import { ofJob, type Watched } from '../watched.ts';
import { backupRows } from './backups.ts';
import { containerRows } from './containers.ts';
import type { Panel } from './panel.ts';
import { connectionShare, connections, longestTransaction } from './postgres-connections.ts';
import { cacheHits, deadlocks, locks, rows, sizes, temporaryFiles, transactions } from './postgres-load.ts';
import { orDown, upOrDown } from './states.ts';
import type { SubjectRow } from './subject.ts';
import { volumeRows } from './volumes.ts';

/**
 * Rows about a PostgreSQL server.
 * @param watched the StatefulSet, with the job of its exporter
 * @param exporter without it, only what Kubernetes knows of the server is shown
 * @param facts what its alerts are made of
 */
export function postgresRows(
  watched: Watched,
  exporter?: Watched,
  facts: Omit<PostgresFacts, 'exporter'> = {},
): SubjectRow[] {
  const { backup, thresholds } = facts;
  const alerts = postgresAlerts(watched, { ...facts, exporter });
  return [
    ...(exporter ? [serverRow(watched, alerts)] : []),
    ...containerRows(watched, { alerts }),
    ...volumeRows(watched, alerts),
    ...(backup ? backupRows({ namespace: watched.namespace, ...backup }, thresholds?.backupOverdue) : []),
  ];
}

function serverRow(watched: Watched, alerts: readonly Alert[]): SubjectRow {
  return {
    title: `${watched.workload}: PostgreSQL`,
    subject: 'database',
    headlines: { state: { ...server(watched), title: watched.workload } },
    panels: [
      server(watched),
      connectionShare(watched, alerts),
      cacheHits(watched),
      longestTransaction(watched, alerts),
      connections(watched),
      transactions(watched),
      rows(watched),
      locks(watched),
      deadlocks(watched, alerts),
      temporaryFiles(watched),
      sizes(watched),
    ],
  };
}

function server(watched: Watched): Panel {
  return {
    title: 'Server',
    description: 'Whether the exporter got an answer at its last attempt. Worry when it is down for a minute.',
    ...upOrDown,
    queries: [{ expression: orDown(`max(pg_up{${ofJob(watched)}})`), legend: 'PostgreSQL' }],
  };
}
