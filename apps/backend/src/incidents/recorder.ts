import type { TimelineEvent } from '../api/shapes.ts';
import type { Logger } from '../logging/logger.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Redis } from '../redis/redis.ts';

/** Channel on which replicas wake each other. */
export const wakeChannel = 'arq:incident-events';

/** Tells the rest of the platform that events were committed. */
export interface Recorder {
  recorded(kinds: readonly TimelineEvent['kind'][]): void;
}

/**
 * Counts events and wakes the streams of all replicas. The message says nothing but that there is something to read: what
 * is lost in Redis is found in PostgreSQL by whoever looks next.
 */
export function createRecorder(redis: Redis, logger: Logger, metrics: Metrics, wakeHere: () => void): Recorder {
  for (const kind of ['opened', 'reopened', 'acknowledged', 'commented', 'resolved']) {
    metrics.incidentEvents.inc({ kind }, 0);
  }
  return {
    recorded(kinds) {
      if (kinds.length === 0) return;
      for (const kind of kinds) metrics.incidentEvents.inc({ kind });
      wakeHere();
      redis
        .run((client) => client.publish(wakeChannel, ''))
        .catch((error: unknown) => logger.debug('other replicas were not woken', { error }));
    },
  };
}
