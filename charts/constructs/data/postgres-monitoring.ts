import { watchedServer } from '../exporters/watched-server.ts';
import { type PostgresThresholds, postgresAlerts } from '../monitoring/alerts/postgres.ts';
import { postgresRows } from '../monitoring/panels/postgres.ts';
import type { Postgres } from './postgres.ts';

/** What the alerts of a PostgreSQL server compare with. */
export interface PostgresMonitoring {
  /** @default those documented with each alert */
  readonly thresholds?: Partial<PostgresThresholds>;
  /**
   * CronJob that backs the server up. An alert fires when its last success is too long ago, or when there was none.
   * @default none: nobody expects a backup
   */
  readonly backup?: { readonly cronJob: string };
}

/** Brings the alerts and the rows of dashboards of a PostgreSQL server along. */
export function monitorPostgres(postgres: Postgres, { thresholds, backup }: PostgresMonitoring): void {
  const { monitoring, environment } = postgres;
  const { server, exporter } = watchedServer(postgres);
  const facts = { ...(thresholds ? { thresholds } : {}), ...(backup ? { backup } : {}) };
  const { namespace } = environment;
  monitoring.addAlerts(...postgresAlerts(server(namespace), { exporter: exporter?.(namespace), ...facts }));
  monitoring.addRows((shown) => postgresRows(server(shown), exporter?.(shown), facts));
}
