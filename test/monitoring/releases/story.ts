import { runInNewContext } from 'node:vm';

/** What Prometheus knows, and what a question is answered at the end of the third minute. */
export interface Story {
  /** Name of the metric that asks. */
  readonly metric: string;
  readonly title: string;
  readonly series: Readonly<Record<string, string>>;
  /** Values that are found, rounded to a thousandth. */
  readonly result: readonly number[];
  /** Whether the colour has proved itself. */
  readonly passes: boolean;
}

/** When the question is asked: three minutes after the first sample. */
export const askedAt = '3m';

/** A promtool test of one story; its values are rounded, since shares are no exact numbers. */
export function promtoolTest(query: string, { series, result }: Story): object {
  return {
    interval: '10s',
    input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
    promql_expr_test: [
      {
        expr: `round(${query}, 0.001)`,
        eval_time: askedAt,
        exp_samples: result.map((value) => ({ labels: '{}', value })),
      },
    ],
  };
}

/**
 * Evaluates a success condition. The controller does so with https://expr-lang.org, of which the conditions use what
 * JavaScript understands alike: comparisons, `&&`, an index, and `len`.
 */
export function holds(condition: string, result: readonly number[]): boolean {
  return runInNewContext(condition, { result, len: (list: readonly number[]) => list.length }) as boolean;
}
