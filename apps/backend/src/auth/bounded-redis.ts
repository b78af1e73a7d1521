import { ProblemError } from '../http/problem.ts';
import { withinTime } from '../redis/within-time.ts';
import type { RedisCommands } from './options.ts';

/**
 * The same commands, each answered in time. Whatever fails is `unavailable`.
 */
export function boundedRedis(redis: RedisCommands): RedisCommands {
  return {
    get: (key) => bounded(() => redis.get(key)),
    set: (key, value, options) => bounded(() => redis.set(key, value, options)),
    expire: (key, seconds) => bounded(() => redis.expire(key, seconds)),
    del: (keys) => bounded(() => redis.del(keys)),
  };
}

async function bounded<T>(command: () => Promise<T>): Promise<T> {
  try {
    return await withinTime(command());
  } catch (cause) {
    throw new ProblemError('unavailable', { detail: 'Sessions cannot be read at the moment. Try again soon.', cause });
  }
}
