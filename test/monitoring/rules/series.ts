import { seconds } from '../../../charts/constructs/monitoring/duration.ts';

/** Seconds between two samples: the scrape interval. */
export const scrapeInterval = 10;

/** A stretch of a counter's life. */
export interface Stretch {
  readonly perSecond: number;
  /** How long it counts so: a multiple of 10 s. */
  readonly for: string;
  /**
   * Whether the process begins anew, and its counter at 0.
   * @default false: it counts on from where the stretch before it ended
   */
  readonly restarted?: boolean;
}

/** Stretches of a series one after another: each begins where the one before it ends. */
export function join(...stretches: readonly string[]): string {
  return stretches.join(' ');
}

/** The same value for a while: from its beginning up to, but not at, its end. */
export function constant(value: number, duration: string): string {
  return `${value}+0x${samples(duration) - 1}`;
}

/** One value after another, each for a while: `steps([[1, '5m'], [0, '2m']])`. */
export function steps(values: readonly (readonly [value: number, duration: string])[]): string {
  return join(...values.map(([value, duration]) => constant(value, duration)));
}

/** A gauge on a straight line: `from` at its first sample, `to` where the next stretch begins. */
export function ramp(from: number, to: number, duration: string): string {
  return line(from, (to - from) / samples(duration), samples(duration));
}

/**
 * A counter through stretches of different speed, counting on from one to the next: `counter({ perSecond: 5, for: '10m' })`.
 * A stretch may be a gap as well: `counter({ perSecond: 5, for: '10m' }, gone('1m'), { perSecond: 5, for: '5m' })`.
 */
export function counter(...stretches: readonly (Stretch | string)[]): string {
  let value = 0;
  return stretches
    .map((stretch) => {
      if (typeof stretch === 'string') return stretch;
      const from = stretch.restarted ? 0 : value;
      const step = stretch.perSecond * scrapeInterval;
      value = from + step * samples(stretch.for);
      return line(from, step, samples(stretch.for));
    })
    .join(' ');
}

/**
 * No such series for a while, known from the first moment on: its target is down or was removed, and Prometheus marks
 * its series stale. (`up` itself does not go when the target is down: it is 0.)
 */
export function gone(duration: string): string {
  const rest = samples(duration) - 1;
  return rest === 0 ? 'stale' : `stale _x${rest}`;
}

/** No samples for a while and no word of it, as before a series exists or while Prometheus itself is down: the last one counts for 5 min. */
export function missing(duration: string): string {
  return `_x${samples(duration)}`;
}

function line(from: number, step: number, count: number): string {
  return `${plain(from)}${step < 0 ? '-' : '+'}${plain(Math.abs(step))}x${count - 1}`;
}

/** Without the noise of binary fractions, which would blur what is meant to lie exactly at a threshold. */
function plain(value: number): number {
  return Number(value.toPrecision(12));
}

function samples(duration: string): number {
  const count = seconds(duration, 'series of a rule case') / scrapeInterval;
  if (!Number.isInteger(count) || count < 1) {
    throw new Error(`series of a rule case: ${duration} holds no whole number of samples; name a multiple of 10s`);
  }
  return count;
}
