import { watchedServer } from '../exporters/watched-server.ts';
import { type RedisThresholds, redisAlerts } from '../monitoring/alerts/redis.ts';
import { redisRows } from '../monitoring/panels/redis.ts';
import type { Redis } from './redis.ts';

/** What the alerts of a Redis server compare with. */
export interface RedisMonitoring {
  /** @default those documented with each alert */
  readonly thresholds?: Partial<RedisThresholds>;
}

/** Brings the alerts and the rows of dashboards of a Redis server along. */
export function monitorRedis(redis: Redis, { thresholds }: RedisMonitoring): void {
  const { monitoring, environment } = redis;
  const { server, exporter } = watchedServer(redis);
  const { namespace } = environment;
  const facts = thresholds ? { thresholds } : {};
  monitoring.addAlerts(...redisAlerts(server(namespace), { exporter: exporter?.(namespace), ...facts }));
  monitoring.addRows((shown) => redisRows(server(shown), exporter?.(shown), facts));
}
