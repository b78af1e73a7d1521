import { type Alert, alert } from '../alert.ts';
import { ofJob, type Watched } from '../watched.ts';
import { percent, requireShare } from './share.ts';

/** Numbers of `HighMemoryUsage` for Redis. */
export type RedisHighMemoryThresholds = {
  /** Share of `maxmemory`. @default 0.8: the rest goes in one burst, and then keys do */
  readonly memoryShare: number;
};

const defaults: RedisHighMemoryThresholds = { memoryShare: 0.8 };

/**
 * Redis nears the memory that it may fill, beyond which it evicts keys or refuses writes. Its container's memory says less:
 * far above `maxmemory` there is room for the fork that rewrites the append-only file.
 */
export function redisHighMemory(watched: Watched, thresholds: Partial<RedisHighMemoryThresholds> = {}): Alert {
  const of = ofJob(watched);
  const chosen = { ...defaults, ...thresholds };
  requireShare(chosen.memoryShare, `HighMemoryUsage of ${watched.workload}: memoryShare`);
  return alert({
    name: 'HighMemoryUsage',
    severity: 'warning',
    for: '5m',
    thresholds: chosen,
    // Without a maxmemory, which is 0 then, there is no ratio.
    expression: ({ memoryShare }) => `
      max by (namespace) (redis_memory_used_bytes{${of}})
      /
      max by (namespace) (redis_memory_max_bytes{${of}} > 0)
      > ${memoryShare}`,
    summary: 'Redis uses {{ $value | humanizePercentage }} of its memory in {{ $labels.namespace }}',
    description:
      `For 5 minutes Redis (${watched.workload}) has used {{ $value | humanizePercentage }} of maxmemory, more than ` +
      `${percent(chosen.memoryShare)}; when it is full, keys are evicted or writes refused.`,
  });
}
