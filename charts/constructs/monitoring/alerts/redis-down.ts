import type { Alert } from '../alert.ts';
import type { Watched } from '../watched.ts';
import { type ServerDownThresholds, serverDown } from './exporter-server-down.ts';

/** Redis is out of service; see `serverDown`. */
export function redisDown(watched: Watched, thresholds?: Partial<ServerDownThresholds>): Alert {
  return serverDown(watched, { name: 'RedisDown', server: 'Redis', up: 'redis_up' }, thresholds);
}
