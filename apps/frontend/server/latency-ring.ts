import type { LatencySample } from '../lib/api-types.ts';

export interface LatencyRingOptions {
  /** One sample per this many milliseconds; 10 s as the other tiers have it. */
  readonly windowMilliseconds?: number;
  /** Samples kept; 60 are ten minutes. */
  readonly capacity?: number;
  readonly now?: () => number;
}

/** Durations of this process's own requests, as one mean per window. */
export class LatencyRing {
  readonly #window: number;
  readonly #capacity: number;
  readonly #now: () => number;
  readonly #windows: { readonly start: number; total: number; count: number }[] = [];

  constructor({ windowMilliseconds = 10_000, capacity = 60, now = Date.now }: LatencyRingOptions = {}) {
    this.#window = windowMilliseconds;
    this.#capacity = capacity;
    this.#now = now;
  }

  record(milliseconds: number): void {
    const start = Math.floor(this.#now() / this.#window) * this.#window;
    const last = this.#windows.at(-1);
    if (last && last.start === start) {
      last.total += milliseconds;
      last.count += 1;
      return;
    }
    this.#windows.push({ start, total: milliseconds, count: 1 });
    if (this.#windows.length > this.#capacity) this.#windows.shift();
  }

  /** Oldest first; windows without a request have no sample. */
  samples(): LatencySample[] {
    const oldest = this.#now() - this.#window * this.#capacity;
    return this.#windows
      .filter(({ start }) => start >= oldest)
      .map(({ start, total, count }) => ({
        at: new Date(start).toISOString(),
        milliseconds: Math.round((total / count) * 100) / 100,
      }));
  }
}
