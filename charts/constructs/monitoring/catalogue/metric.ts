/** Types of metrics in the exposition format. */
export type MetricType = 'counter' | 'gauge' | 'histogram' | 'summary' | 'untyped';

/** One metric family as its exporter shows it. */
export interface Metric {
  readonly type: MetricType;
  /** What it tells, in the exporter's words. */
  readonly help: string;
  /** Labels that its series may carry, `le` and `quantile` left out: they follow from the type. */
  readonly labels: readonly string[];
  /**
   * Base unit, as in `seconds` or `bytes`.
   * @default none: a number of things, a ratio or a state
   */
  readonly unit?: string;
}

/** The metrics of one exporter. */
export interface MetricSet {
  /** Who exports them, as in `postgres_exporter`. */
  readonly exporter: string;
  /** Version that they were read from. */
  readonly version: string;
  /** By name of the family: a histogram `x` has the series `x_bucket`, `x_sum` and `x_count`. */
  readonly metrics: Readonly<Record<string, Metric>>;
}
