import { type Alert, alert } from '../alert.ts';
import { ofJob, type Watched } from '../watched.ts';

/** Numbers of `PostgresLongTransaction`. */
export type PostgresLongTransactionThresholds = {
  /** Age of a client's transaction. @default 1800: nothing that somebody waits for takes half an hour */
  readonly transactionSeconds: number;
};

const defaults: PostgresLongTransactionThresholds = { transactionSeconds: 1800 };

/**
 * A transaction has been open for long: it keeps its locks, and vacuum from cleaning any table. A backup may take its time,
 * as may the server's own processes.
 */
export function postgresLongTransaction(
  watched: Watched,
  thresholds: Partial<PostgresLongTransactionThresholds> = {},
): Alert {
  const chosen = { ...defaults, ...thresholds };
  const clients = `${ofJob(watched)},backend_type=~"|client backend",application_name!~"pg_dump(all)?"`;
  return alert({
    name: 'PostgresLongTransaction',
    severity: 'warning',
    thresholds: chosen,
    expression: ({ transactionSeconds }) => `
      max by (namespace, datname) (pg_stat_activity_max_tx_duration{${clients}}) > ${transactionSeconds}`,
    summary:
      'A transaction of database {{ $labels.datname }} runs for {{ $value | humanizeDuration }} in {{ $labels.namespace }}',
    description:
      `A transaction of PostgreSQL (${watched.workload}) has been open for {{ $value | humanizeDuration }}: it keeps its ` +
      'locks, and dead rows from being removed.',
  });
}
