import type { Database } from '../database/database.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Redis } from '../redis/redis.ts';
import { type LatencyHistory, type MeasuredTier, sampleMilliseconds } from './latency.ts';
import { requestLatency } from './request-latency.ts';
import type { Status } from './status.ts';
import type { EventStream } from './stream.ts';

export interface SamplerOptions {
  readonly database: Database;
  readonly redis: Redis;
  readonly latency: LatencyHistory;
  readonly status: Status;
  readonly stream: EventStream;
  readonly metrics: Metrics;
  readonly quietRoutes: ReadonlySet<string>;
}

/** Several events in a row lead to one status. */
const settleMilliseconds = 250;

/** Measures the tiers every ten seconds and tells the streams how the platform is. */
export class Sampler {
  private readonly options: SamplerOptions;
  private readonly backendLatency: () => Promise<number | undefined>;
  private timer: NodeJS.Timeout | undefined;
  private soon: NodeJS.Timeout | undefined;

  constructor(options: SamplerOptions) {
    this.options = options;
    this.backendLatency = requestLatency(options.metrics, options.quietRoutes);
  }

  start(): void {
    this.timer = setInterval(() => void this.sample(), sampleMilliseconds).unref();
    void this.sample();
  }

  /** An incident has changed: the streams get the new status before the next sample. */
  publishSoon(): void {
    this.soon ??= setTimeout(() => {
      this.soon = undefined;
      void this.publish();
    }, settleMilliseconds).unref();
  }

  stop(): void {
    clearInterval(this.timer);
    clearTimeout(this.soon);
  }

  private async sample(): Promise<void> {
    const { latency, database, redis } = this.options;
    const [backend, databaseTrip, redisTrip] = await Promise.all([
      this.backendLatency(),
      roundTrip(() => database.ping()),
      roundTrip(() => redis.ping()),
    ]);
    const measured: Record<MeasuredTier, number | undefined> = { backend, database: databaseTrip, redis: redisTrip };
    const answered = Object.entries(measured).filter(([, milliseconds]) => milliseconds !== undefined);
    await latency.record(Object.fromEntries(answered), new Date());
    this.options.status.invalidate();
    await this.publish();
  }

  private async publish(): Promise<void> {
    this.options.stream.publish(await this.options.status.read());
  }
}

/** Milliseconds until the answer; `undefined` if there was none. */
async function roundTrip(ask: () => Promise<void>): Promise<number | undefined> {
  const start = performance.now();
  try {
    await ask();
    return performance.now() - start;
  } catch {
    return undefined;
  }
}
