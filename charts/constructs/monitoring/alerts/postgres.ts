import type { Alert } from '../alert.ts';
import type { Watched } from '../watched.ts';
import { type BackupOverdueThresholds, backupOverdue } from './backup-overdue.ts';
import { exporterDown } from './exporter-down.ts';
import type { ServerDownThresholds } from './exporter-server-down.ts';
import { postgresCollectorFailing } from './postgres-collector-failing.ts';
import { type PostgresConnectionsHighThresholds, postgresConnectionsHigh } from './postgres-connections-high.ts';
import { type PostgresDeadlocksThresholds, postgresDeadlocks } from './postgres-deadlocks.ts';
import { databaseDown } from './postgres-down.ts';
import { type PostgresLongTransactionThresholds, postgresLongTransaction } from './postgres-long-transaction.ts';
import { type VolumeThresholds, volumeAlerts } from './volume.ts';
import { type WorkloadThresholds, workloadAlerts } from './workload.ts';

/** What the alerts of PostgreSQL compare with, by alert. */
export interface PostgresThresholds extends WorkloadThresholds, VolumeThresholds {
  /** @default documented with each number, as for all of these */
  readonly databaseDown?: Partial<ServerDownThresholds>;
  readonly connectionsHigh?: Partial<PostgresConnectionsHighThresholds>;
  readonly deadlocks?: Partial<PostgresDeadlocksThresholds>;
  readonly longTransaction?: Partial<PostgresLongTransactionThresholds>;
  readonly backupOverdue?: Partial<BackupOverdueThresholds>;
}

/** What is known of a PostgreSQL server. */
export interface PostgresFacts {
  /**
   * The exporter, with the job that it is scraped as.
   * @default none: only what Kubernetes knows of the server is told
   */
  readonly exporter?: Watched | undefined;
  /**
   * What makes its backups.
   * @default nobody is told that there are none
   */
  readonly backup?: { readonly cronJob: string };
  /** @default documented with each number */
  readonly thresholds?: PostgresThresholds;
}

/** The page cache counts as memory in use and is given back when needed: only close to the limit does its size matter. */
const memoryLimitShare = 0.95;

/**
 * Everything that a PostgreSQL server is watched for.
 * @param watched the StatefulSet, with the job of its exporter
 */
export function postgresAlerts(watched: Watched, { exporter, backup, thresholds = {} }: PostgresFacts): Alert[] {
  const { namespace } = watched;
  return [
    databaseDown(watched, thresholds.databaseDown),
    ...(exporter ? [exporterDown(exporter), ...alertsOfExporter(watched, thresholds)] : []),
    ...(backup ? [backupOverdue({ namespace, ...backup }, thresholds.backupOverdue)] : []),
    ...volumeAlerts(watched, thresholds),
    ...workloadAlerts(watched, {
      thresholds: { ...thresholds, highMemoryUsage: { limitShare: memoryLimitShare, ...thresholds.highMemoryUsage } },
    }),
  ];
}

function alertsOfExporter(watched: Watched, thresholds: PostgresThresholds): Alert[] {
  return [
    postgresCollectorFailing(watched),
    postgresConnectionsHigh(watched, thresholds.connectionsHigh),
    postgresDeadlocks(watched, thresholds.deadlocks),
    postgresLongTransaction(watched, thresholds.longTransaction),
  ];
}
