import type { RequestHandler } from 'express';
import { type ClientRateLimitInfo, MemoryStore, type Options, rateLimit, type Store } from 'express-rate-limit';
import type { RateLimit } from '../api/route.ts';
import type { Logger } from '../logging/logger.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Redis } from '../redis/redis.ts';
import { ProblemError } from './problem.ts';

const windowMilliseconds = 60_000;
/** How long Redis is left alone after it did not answer. */
const retryMilliseconds = 2_000;

/** Requests per minute and address. Pages read once and then listen; a person neither writes nor signs in faster. */
const perMinute: Readonly<Record<Exclude<RateLimit, 'none'>, number>> = { read: 600, write: 60, 'sign-in': 20 };

/** Limits that hold across all replicas, since Redis counts; while it is away each replica counts for itself. */
export function rateLimits(
  redis: Redis,
  logger: Logger,
  metrics: Metrics,
): Readonly<Record<RateLimit, readonly RequestHandler[]>> {
  const limiter = (name: keyof typeof perMinute): RequestHandler[] => {
    metrics.rateLimited.inc({ limit: name }, 0);
    return [
      rateLimit({
        windowMs: windowMilliseconds,
        limit: perMinute[name],
        standardHeaders: 'draft-8',
        legacyHeaders: false,
        identifier: name,
        store: new RedisStore(redis, logger, name),
        handler: (_request, response) => {
          metrics.rateLimited.inc({ limit: name });
          throw new ProblemError('rate-limited', {
            headers: { 'Retry-After': response.get('Retry-After') ?? String(windowMilliseconds / 1_000) },
          });
        },
      }),
    ];
  };
  return { none: [], read: limiter('read'), write: limiter('write'), 'sign-in': limiter('sign-in') };
}

/** Counts in Redis, and in memory while Redis is away. */
class RedisStore implements Store {
  private readonly redis: Redis;
  private readonly logger: Logger;
  readonly prefix: string;
  private readonly fallback = new MemoryStore();
  /** Until then Redis is not asked: a request must not wait for a server that hangs. */
  private awayUntil = 0;

  constructor(redis: Redis, logger: Logger, name: string) {
    this.redis = redis;
    this.logger = logger;
    this.prefix = `arq:limit:${name}:`;
  }

  init(options: Options): void {
    this.fallback.init(options);
  }

  async increment(key: string): Promise<ClientRateLimitInfo> {
    if (performance.now() < this.awayUntil) return this.fallback.increment(key);
    const name = `${this.prefix}${key}`;
    try {
      // The window begins with its first request; SET NX leaves a running one alone.
      const [, hits, left] = await this.redis.run((client) =>
        client
          .multi()
          .set(name, 0, { expiration: { type: 'PX', value: windowMilliseconds }, condition: 'NX' })
          .incr(name)
          .pTTL(name)
          .exec(),
      );
      return { totalHits: Number(hits), resetTime: new Date(Date.now() + Math.max(Number(left), 0)) };
    } catch (error) {
      this.logger.debug('rate limits hold for each replica only while Redis is away', { error });
      this.awayUntil = performance.now() + retryMilliseconds;
      return this.fallback.increment(key);
    }
  }

  async decrement(key: string): Promise<void> {
    await this.redis.run((client) => client.decr(`${this.prefix}${key}`));
  }

  async resetKey(key: string): Promise<void> {
    await this.redis.run((client) => client.del(`${this.prefix}${key}`));
  }

  shutdown(): void {
    this.fallback.shutdown();
  }
}
