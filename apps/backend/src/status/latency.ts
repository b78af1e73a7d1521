import type { z } from 'zod';
import type { LatencySample, Tier } from '../api/shapes.ts';
import type { Redis } from '../redis/redis.ts';

type Sample = z.infer<typeof LatencySample>;

/** A sample per ten seconds, for a quarter of an hour. */
export const sampleMilliseconds = 10_000;
const kept = 90;

/** Tiers whose latency the backend sees. */
export type MeasuredTier = Extract<Tier, 'backend' | 'database' | 'redis'>;
const measured: readonly MeasuredTier[] = ['backend', 'database', 'redis'];

/**
 * Recent latencies, shared by all replicas through Redis so that each of them shows the same line. While Redis is away,
 * a replica shows what it saw by itself.
 */
export class LatencyHistory {
  private readonly redis: Redis;
  private readonly own = new Map<MeasuredTier, Sample[]>();
  private shared = new Map<MeasuredTier, Sample[]>();

  constructor(redis: Redis) {
    this.redis = redis;
  }

  of(tier: Tier): readonly Sample[] {
    const name = tier as MeasuredTier;
    return this.shared.get(name) ?? this.own.get(name) ?? [];
  }

  /** Adds what this replica measured, unless another one was first in this interval, and takes over what all see. */
  async record(latencies: Readonly<Partial<Record<MeasuredTier, number>>>, now: Date): Promise<void> {
    const samples = (Object.entries(latencies) as [MeasuredTier, number][]).map(
      ([tier, milliseconds]) => [tier, { at: now.toISOString(), milliseconds: round(milliseconds) }] as const,
    );
    for (const [tier, sample] of samples) this.own.set(tier, [...(this.own.get(tier) ?? []), sample].slice(-kept));
    try {
      if (await this.isTurn()) await this.share(samples);
      this.shared = await this.read();
    } catch {
      // What is shared grows old while Redis is away.
      this.shared = new Map();
    }
  }

  private async isTurn(): Promise<boolean> {
    const expiration = { type: 'PX', value: sampleMilliseconds - 1_000 } as const;
    const taken = await this.redis.run((client) =>
      client.set('arq:latency:turn', '1', { expiration, condition: 'NX' }),
    );
    return taken === 'OK';
  }

  private async share(samples: readonly (readonly [MeasuredTier, Sample])[]): Promise<void> {
    await this.redis.run((client) => {
      const commands = client.multi();
      for (const [tier, sample] of samples) {
        commands.rPush(key(tier), JSON.stringify(sample));
        commands.lTrim(key(tier), -kept, -1);
        commands.pExpire(key(tier), kept * sampleMilliseconds);
      }
      return commands.exec();
    });
  }

  private async read(): Promise<Map<MeasuredTier, Sample[]>> {
    const lists = await this.redis.run((client) =>
      Promise.all(measured.map((tier) => client.lRange(key(tier), 0, -1))),
    );
    return new Map(
      measured.map((tier, index) => [tier, (lists[index] ?? []).map((text) => JSON.parse(text) as Sample)]),
    );
  }
}

const key = (tier: MeasuredTier) => `arq:latency:${tier}`;
const round = (milliseconds: number) => Math.round(milliseconds * 100) / 100;
