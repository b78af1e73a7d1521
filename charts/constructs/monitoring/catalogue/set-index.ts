import type { Metric, MetricSet, MetricType } from './metric.ts';

/** A series as one exporter exports it. */
export interface SeriesSource {
  readonly exporter: string;
  /** Name of the family that it belongs to. */
  readonly family: string;
  readonly metric: Metric;
  /** Label that follows from the type. */
  readonly derived?: 'le' | 'quantile';
}

interface Suffix {
  readonly suffix: string;
  readonly derived?: 'le' | 'quantile';
}

const alone: readonly Suffix[] = [{ suffix: '' }];
const sumAndCount: readonly Suffix[] = [{ suffix: '_sum' }, { suffix: '_count' }];

/** What the series of a type are named, beyond the name of the family. */
const suffixesOf: Readonly<Record<MetricType, readonly Suffix[]>> = {
  counter: alone,
  gauge: alone,
  untyped: alone,
  histogram: [{ suffix: '_bucket', derived: 'le' }, ...sumAndCount],
  summary: [{ suffix: '', derived: 'quantile' }, ...sumAndCount],
};

const indexes = new WeakMap<MetricSet, ReadonlyMap<string, SeriesSource>>();

/** The series of an exporter by name. Several catalogues may hold the same set, and each set is indexed once. */
export function indexOf(set: MetricSet): ReadonlyMap<string, SeriesSource> {
  const index = indexes.get(set) ?? indexed(set);
  indexes.set(set, index);
  return index;
}

function indexed({ exporter, metrics }: MetricSet): ReadonlyMap<string, SeriesSource> {
  const index = new Map<string, SeriesSource>();
  for (const family of Object.keys(metrics)) {
    const metric = metrics[family] as Metric;
    for (const { suffix, derived } of suffixesOf[metric.type]) {
      index.set(`${family}${suffix}`, { exporter, family, metric, ...(derived && { derived }) });
    }
  }
  return index;
}
