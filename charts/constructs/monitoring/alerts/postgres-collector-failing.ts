import { type Alert, alert } from '../alert.ts';
import { ofJob, type Watched } from '../watched.ts';

/**
 * The exporter is connected and yet does not learn everything: `pg_up` tells of a connection that has been open for long,
 * while collectors open new ones. If those are refused the collectors' series are missing altogether; if only one fails,
 * the exporter lacks a privilege, or a query of it takes too long.
 */
export function postgresCollectorFailing(watched: Watched): Alert {
  const of = ofJob(watched);
  return alert({
    name: 'PostgresCollectorFailing',
    severity: 'warning',
    for: '5m',
    expression: () => `
      group by (namespace) (pg_up{${of}} == 1)
      unless
      min by (namespace) (pg_scrape_collector_success{${of}}) > 0`,
    summary: 'PostgreSQL answers its exporter in part only in {{ $labels.namespace }}',
    description:
      `For 5 minutes collectors of ${watched.job ?? watched.workload} have failed or could not connect: PostgreSQL ` +
      `(${watched.workload}) refuses new connections, or the exporter lacks a privilege.`,
  });
}
