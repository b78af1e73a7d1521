import { type Alert, alert } from '../alert.ts';
import { ofJob, type Watched } from '../watched.ts';

/**
 * Redis cannot write to its volume: the append-only file, its rewriting, or a snapshot. What is not written is lost by a
 * restart, and Redis refuses writes until it can.
 */
export function redisPersistenceFailing(watched: Watched): Alert {
  const of = ofJob(watched);
  return alert({
    name: 'RedisPersistenceFailing',
    severity: 'critical',
    for: '2m',
    expression: () => `
      group by (namespace) (
        redis_aof_last_write_status{${of}} == 0
        or
        redis_aof_last_bgrewrite_status{${of}} == 0
        or
        redis_rdb_last_bgsave_status{${of}} == 0
      )`,
    summary: 'Redis cannot write to its volume in {{ $labels.namespace }}',
    description:
      `For 2 minutes the last write of ${watched.workload} to its volume has been a failed one, of the append-only file, ` +
      'of its rewriting or of a snapshot. A restart would lose data, and writes are refused.',
  });
}
