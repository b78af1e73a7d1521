import { type Alert, alert } from '../alert.ts';
import { ofJob, type Watched } from '../watched.ts';

/** Numbers of `RedisEvictions`. */
export type RedisEvictionsThresholds = {
  /** Keys within ten minutes. @default 10: fewer are the end of one burst, and each may be somebody's session */
  readonly keys: number;
};

const defaults: RedisEvictionsThresholds = { keys: 10 };

/** Memory is full, and Redis drops keys before their time: sessions end, limits are forgotten. */
export function redisEvictions(watched: Watched, thresholds: Partial<RedisEvictionsThresholds> = {}): Alert {
  const chosen = { ...defaults, ...thresholds };
  return alert({
    name: 'RedisEvictions',
    severity: 'warning',
    thresholds: chosen,
    expression: ({ keys }) => `
      max by (namespace) (increase(redis_evicted_keys_total{${ofJob(watched)}}[10m])) >= ${keys}`,
    summary: 'Redis evicts keys in {{ $labels.namespace }}',
    description:
      `Within 10 minutes Redis (${watched.workload}) has evicted {{ $value | humanize }} keys before their time, ` +
      'because its memory is full.',
  });
}
