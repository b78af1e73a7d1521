import type { ClientRateLimitInfo, Options, Store } from 'express-rate-limit';
import type { Logger } from '../logging/logger.ts';
import type { Redis } from '../redis/redis.ts';

/** How often replicas tell each other what they counted. What a caller may exceed a limit by is what fits in between. */
const shareMilliseconds = 200;
/** Commands that are sent together. */
const shareAtOnce = 500;
/** Addresses that are remembered at a time; an attacker may have many. */
const maximumKeys = 50_000;

interface Window {
  /** Requests of all replicas, as far as Redis has told. */
  total: number;
  /** Requests of this replica that Redis has not been told of. */
  unshared: number;
  /** In milliseconds since the epoch. */
  endsAt: number;
}

/**
 * Counts requests here and adds them up in Redis a few times a second, so that no request waits for it. While Redis is away
 * each replica goes on by what it knows.
 */
export class SharedStore implements Store {
  readonly prefix: string;
  private readonly redis: Redis;
  private readonly logger: Logger;
  private readonly windows = new Map<string, Window>();
  private windowMilliseconds = 60_000;
  private timer: NodeJS.Timeout | undefined;

  constructor(redis: Redis, logger: Logger, name: string) {
    this.redis = redis;
    this.logger = logger;
    this.prefix = `arq:limit:${name}:`;
  }

  init({ windowMs }: Options): void {
    this.windowMilliseconds = windowMs;
  }

  increment(key: string): ClientRateLimitInfo {
    const now = Date.now();
    const window = this.windowOf(key, now);
    window.unshared += 1;
    this.timer ??= setTimeout(() => void this.share(), shareMilliseconds).unref();
    return { totalHits: window.total + window.unshared, resetTime: new Date(window.endsAt) };
  }

  decrement(key: string): void {
    const window = this.windows.get(key);
    if (window) window.unshared -= 1;
  }

  resetKey(key: string): void {
    this.windows.delete(key);
  }

  private windowOf(key: string, now: number): Window {
    const known = this.windows.get(key);
    if (known && known.endsAt > now) return known;
    // A Map keeps the order of insertion: the oldest goes.
    const [oldest] = this.windows.keys();
    if (this.windows.size >= maximumKeys && oldest !== undefined) this.windows.delete(oldest);
    const window = { total: 0, unshared: 0, endsAt: now + this.windowMilliseconds };
    this.windows.delete(key);
    this.windows.set(key, window);
    return window;
  }

  private async share(): Promise<void> {
    const unshared = [...this.windows].filter(([, window]) => window.unshared > 0);
    for (let from = 0; from < unshared.length; from += shareAtOnce) {
      const outcomes = await Promise.allSettled(
        unshared.slice(from, from + shareAtOnce).map(([key, window]) => this.shareOne(key, window)),
      );
      const failed = outcomes.find((outcome) => outcome.status === 'rejected');
      if (!failed) continue;
      this.logger.debug('rate limits hold for each replica only while Redis is away', { error: failed.reason });
      break;
    }
    this.timer = undefined;
    this.forget(Date.now());
  }

  private async shareOne(key: string, window: Window): Promise<void> {
    const name = `${this.prefix}${key}`;
    const shared = window.unshared;
    // Counted here from now on, and never sent again: Redis may have taken what it did not answer in time.
    window.total += shared;
    window.unshared = 0;
    // The window begins with the first request at any replica; SET NX leaves a running one alone.
    const expiration = { type: 'PX', value: this.windowMilliseconds } as const;
    const [, total, left] = await this.redis.run((client) =>
      client.multi().set(name, 0, { expiration, condition: 'NX' }).incrBy(name, shared).pTTL(name).exec(),
    );
    window.total = Number(total);
    window.endsAt = Date.now() + Number(left);
  }

  private forget(now: number): void {
    for (const [key, { endsAt }] of this.windows) if (endsAt <= now) this.windows.delete(key);
  }
}
