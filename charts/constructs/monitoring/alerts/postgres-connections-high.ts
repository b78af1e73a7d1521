import { type Alert, alert } from '../alert.ts';
import { ofJob, type Watched } from '../watched.ts';
import { percent, requireShare } from './share.ts';

/** Numbers of `PostgresConnectionsHigh`. */
export type PostgresConnectionsHighThresholds = {
  /** Share of the connections that ordinary roles may open. @default 0.8: a release that runs twice takes the rest */
  readonly connectionShare: number;
};

const defaults: PostgresConnectionsHighThresholds = { connectionShare: 0.8 };

/**
 * Few connections are left: the next client is refused. Those reserved for superusers do not count, and neither do the
 * server's own processes, which older exporters do not tell apart.
 */
export function postgresConnectionsHigh(
  watched: Watched,
  thresholds: Partial<PostgresConnectionsHighThresholds> = {},
): Alert {
  const of = ofJob(watched);
  const chosen = { ...defaults, ...thresholds };
  requireShare(chosen.connectionShare, `PostgresConnectionsHigh of ${watched.workload}: connectionShare`);
  return alert({
    name: 'PostgresConnectionsHigh',
    severity: 'warning',
    for: '5m',
    thresholds: chosen,
    // While the exporter is replaced there are two of them, and each counts all connections.
    expression: ({ connectionShare }) => `
      max by (namespace) (sum by (namespace, instance) (pg_stat_activity_count{${of},backend_type=~"|client backend"}))
      /
      (
        max by (namespace) (pg_settings_max_connections{${of}})
        -
        max by (namespace) (pg_settings_superuser_reserved_connections{${of}})
      )
      > ${connectionShare}`,
    summary: 'PostgreSQL has {{ $value | humanizePercentage }} of its connections in use in {{ $labels.namespace }}',
    description:
      `For 5 minutes clients have held {{ $value | humanizePercentage }} of the connections of ${watched.workload}, more ` +
      `than ${percent(chosen.connectionShare)}; when none is left, the next client is refused.`,
  });
}
