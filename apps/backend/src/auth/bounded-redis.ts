import { ProblemError } from '../http/problem.ts';
import type { RedisCommands } from './options.ts';

/** Redis answers in less than a millisecond; a page that waits longer than this is better told. */
export const redisTimeoutMilliseconds = 1_000;

/**
 * The same commands, each answered in time: a frozen server keeps a command that was sent for as long as it likes.
 * Whatever fails is `unavailable`.
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
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`Redis did not answer within ${redisTimeoutMilliseconds} ms`)),
      redisTimeoutMilliseconds,
    );
  });
  try {
    return await Promise.race([command(), timeout]);
  } catch (cause) {
    throw new ProblemError('unavailable', { detail: 'Sessions cannot be read at the moment. Try again soon.', cause });
  } finally {
    clearTimeout(timer);
  }
}
