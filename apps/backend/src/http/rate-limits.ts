import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import type { RateLimit } from '../api/route.ts';
import type { Logger } from '../logging/logger.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Redis } from '../redis/redis.ts';
import { ProblemError } from './problem.ts';
import { SharedStore } from './shared-store.ts';

const windowMilliseconds = 60_000;

/** Requests per minute and address. Pages read once and then listen; a person neither writes nor signs in faster. */
const perMinute: Readonly<Record<Exclude<RateLimit, 'none'>, number>> = { read: 600, write: 60, 'sign-in': 20 };

/** Limits that hold across all replicas, which add up their counts in Redis. */
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
        standardHeaders: 'draft-7',
        legacyHeaders: false,
        keyGenerator: addressOf,
        // Its advice to developers: any caller could write it into the log by sending X-Forwarded-For.
        validate: false,
        store: new SharedStore(redis, logger, name),
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

/** Express finds out the address behind the proxies each time it is read. Of IPv6, one customer has a whole network. */
function addressOf({ ip = 'unknown' }: Request): string {
  return ip.includes(':') ? ipKeyGenerator(ip) : ip;
}
