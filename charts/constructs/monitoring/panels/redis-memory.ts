import type { Alert } from '../alert.ts';
import { ofJob, type Watched } from '../watched.ts';
import type { Panel } from './panel.ts';
import { okOrFailed } from './states.ts';
import { redFrom } from './threshold.ts';

export function memoryShare(watched: Watched, alerts: readonly Alert[]): Panel {
  const of = ofJob(watched);
  return {
    title: 'Memory in use',
    description: 'Share of maxmemory. At the red value HighMemoryUsage follows; when it is full keys are evicted.',
    kind: 'gauge',
    unit: 'percentunit',
    maximum: 1,
    queries: [
      { expression: `max(redis_memory_used_bytes{${of}}) / max(redis_memory_max_bytes{${of}} > 0)`, legend: 'memory' },
    ],
    ...redFrom(alerts, 'HighMemoryUsage', 'memoryShare'),
  };
}

export function persistence(watched: Watched): Panel {
  const of = ofJob(watched);
  return {
    title: 'Writing to disk',
    description:
      'Whether the last write of the append-only file, and the last snapshot, succeeded. If not, a restart loses data.',
    ...okOrFailed,
    queries: [
      {
        expression: `min(redis_aof_last_write_status{${of}}) * min(redis_rdb_last_bgsave_status{${of}})`,
        legend: 'persistence',
      },
    ],
  };
}

export function memory(watched: Watched): Panel {
  const of = ofJob(watched);
  return {
    title: 'Memory',
    description:
      'What Redis stores, and what it has from the system for it. Far apart for long: the memory is fragmented.',
    unit: 'bytes',
    queries: [
      { expression: `max(redis_memory_used_bytes{${of}})`, legend: 'used' },
      { expression: `max(redis_memory_used_rss_bytes{${of}})`, legend: 'resident' },
      { expression: `max(redis_memory_max_bytes{${of}})`, legend: 'limit' },
    ],
  };
}

export function keys(watched: Watched): Panel {
  return {
    title: 'Keys',
    description: 'Keys in all databases. A sudden fall is a flush, or memory that ran out.',
    unit: 'none',
    queries: [{ expression: `sum(redis_db_keys{${ofJob(watched)}}) or vector(0)`, legend: 'keys' }],
  };
}

export function evictedKeys(watched: Watched, alerts: readonly Alert[]): Panel {
  return {
    title: 'Evicted keys',
    description:
      'Keys within ten minutes that were dropped before their time, because memory is full: somebody’s session. From ' +
      'the dashed line on RedisEvictions fires.',
    unit: 'none',
    queries: [{ expression: `max(increase(redis_evicted_keys_total{${ofJob(watched)}}[10m]))`, legend: 'evicted' }],
    ...redFrom(alerts, 'RedisEvictions', 'keys'),
  };
}
