import { type Alert, alert } from '../alert.ts';
import { ofJob, type Watched } from '../watched.ts';

/** Numbers of `RedisRejectedConnections`. */
export type RedisRejectedConnectionsThresholds = {
  /** Connections within five minutes. @default 5: whoever leaks them is soon refused again and again */
  readonly connections: number;
};

const defaults: RedisRejectedConnectionsThresholds = { connections: 5 };

/** Redis has as many connections as it admits (`maxclients`) and refuses others. */
export function redisRejectedConnections(
  watched: Watched,
  thresholds: Partial<RedisRejectedConnectionsThresholds> = {},
): Alert {
  const chosen = { ...defaults, ...thresholds };
  return alert({
    name: 'RedisRejectedConnections',
    severity: 'warning',
    thresholds: chosen,
    expression: ({ connections }) => `
      max by (namespace) (increase(redis_rejected_connections_total{${ofJob(watched)}}[5m])) >= ${connections}`,
    summary: 'Redis refuses connections in {{ $labels.namespace }}',
    description:
      `Within 5 minutes Redis (${watched.workload}) has refused {{ $value | humanize }} connections: all that maxclients ` +
      'admits are taken.',
  });
}
