import type { LatencySample } from './api-types.ts';

export interface Sparkline {
  /** Path data of the line. */
  readonly line: string;
  /** Path data of the area below it. */
  readonly area: string;
  /** Where the last sample is. */
  readonly end: { readonly x: number; readonly y: number };
  readonly last: number;
  readonly least: number;
  readonly most: number;
  /** Time between the first and the last sample, at least one. */
  readonly minutes: number;
}

export interface SparklineSize {
  readonly width: number;
  readonly height: number;
  /** Free space around the line, for its thickness. */
  readonly padding: number;
}

/** A line over time, from zero upwards: half the height is half the latency. `undefined` without a sample. */
export function sparkline(samples: readonly LatencySample[], size: SparklineSize): Sparkline | undefined {
  const values = samples.map(({ milliseconds }) => milliseconds);
  const times = samples.map(({ at }) => Date.parse(at));
  const [start] = times;
  const stop = times.at(-1);
  const last = values.at(-1);
  if (start === undefined || stop === undefined || last === undefined) return undefined;

  const { width, height, padding } = size;
  const most = Math.max(...values);
  const span = stop - start;
  const x = (time: number) => padding + (span > 0 ? (time - start) / span : 1) * (width - 2 * padding);
  const y = (value: number) => height - padding - (most > 0 ? value / most : 0) * (height - 2 * padding);
  const points = times.map((time, index) => [round(x(time)), round(y(values[index] ?? 0))] as const);
  const line = points.map(([left, top], index) => `${index === 0 ? 'M' : 'L'}${left} ${top}`).join('');
  const end = points.at(-1) ?? [0, 0];
  return {
    line,
    area: `${line}L${end[0]} ${height}L${points[0]?.[0] ?? 0} ${height}Z`,
    end: { x: end[0], y: end[1] },
    last,
    least: Math.min(...values),
    most,
    minutes: Math.max(1, Math.round(span / 60_000)),
  };
}

const round = (value: number) => Math.round(value * 10) / 10;
