import { type Alert, alert } from '../alert.ts';
import { ofJob, type Watched } from '../watched.ts';

/** Numbers of `PostgresDeadlocks`. */
export type PostgresDeadlocksThresholds = {
  /** Deadlocks within ten minutes. @default 5: a client repeats what failed by one; more are a mistake in its order of locks */
  readonly deadlocks: number;
};

const defaults: PostgresDeadlocksThresholds = { deadlocks: 5 };

/** Transactions keep waiting for each other, and PostgreSQL ends one of them each time. */
export function postgresDeadlocks(watched: Watched, thresholds: Partial<PostgresDeadlocksThresholds> = {}): Alert {
  const chosen = { ...defaults, ...thresholds };
  return alert({
    name: 'PostgresDeadlocks',
    severity: 'warning',
    thresholds: chosen,
    expression: ({ deadlocks }) => `
      max by (namespace, datname) (increase(pg_stat_database_deadlocks{${ofJob(watched)}}[10m])) >= ${deadlocks}`,
    summary: 'Deadlocks in database {{ $labels.datname }} in {{ $labels.namespace }}',
    description:
      `Within 10 minutes PostgreSQL (${watched.workload}) has ended {{ $value | humanize }} transactions that waited for ` +
      'each other; its log names their statements.',
  });
}
