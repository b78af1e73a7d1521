import type { Alert } from '../alert.ts';
import type { Watched } from '../watched.ts';
import { exporterDown } from './exporter-down.ts';
import type { ServerDownThresholds } from './exporter-server-down.ts';
import { redisDown } from './redis-down.ts';
import { type RedisEvictionsThresholds, redisEvictions } from './redis-evictions.ts';
import { type RedisHighMemoryThresholds, redisHighMemory } from './redis-high-memory.ts';
import { redisPersistenceFailing } from './redis-persistence-failing.ts';
import { type RedisRejectedConnectionsThresholds, redisRejectedConnections } from './redis-rejected-connections.ts';
import { type VolumeThresholds, volumeAlerts } from './volume.ts';
import { type WorkloadThresholds, workloadAlerts } from './workload.ts';

/** What the alerts of Redis compare with, by alert. */
export interface RedisThresholds extends Omit<WorkloadThresholds, 'highMemoryUsage'>, VolumeThresholds {
  /** @default documented with each number, as for all of these */
  readonly redisDown?: Partial<ServerDownThresholds>;
  readonly highMemoryUsage?: Partial<RedisHighMemoryThresholds>;
  readonly evictions?: Partial<RedisEvictionsThresholds>;
  readonly rejectedConnections?: Partial<RedisRejectedConnectionsThresholds>;
}

/** What is known of a Redis server. */
export interface RedisFacts {
  /**
   * The exporter, with the job that it is scraped as.
   * @default none: only what Kubernetes knows of the server is told
   */
  readonly exporter?: Watched | undefined;
  /** @default documented with each number */
  readonly thresholds?: RedisThresholds;
}

/**
 * Everything that a Redis server is watched for.
 * @param watched the StatefulSet, with the job of its exporter
 */
export function redisAlerts(watched: Watched, { exporter, thresholds = {} }: RedisFacts): Alert[] {
  // The threshold for memory is a share of what Redis may fill, not of its container's limit.
  const container = workloadAlerts(watched, { thresholds: { ...thresholds, highMemoryUsage: {} } });
  return [
    redisDown(watched, thresholds.redisDown),
    ...(exporter ? [exporterDown(exporter), ...alertsOfExporter(watched, thresholds)] : []),
    ...volumeAlerts(watched, thresholds),
    // Redis knows better than its container how much it may still take.
    ...(exporter ? container.filter(({ name }) => name !== 'HighMemoryUsage') : container),
  ];
}

function alertsOfExporter(watched: Watched, thresholds: RedisThresholds): Alert[] {
  return [
    redisHighMemory(watched, thresholds.highMemoryUsage),
    redisEvictions(watched, thresholds.evictions),
    redisRejectedConnections(watched, thresholds.rejectedConnections),
    redisPersistenceFailing(watched),
  ];
}
