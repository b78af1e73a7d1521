import type { Metric, MetricSet } from './metric.ts';
import { nearestOf } from './nearest.ts';
import { prometheusSeries } from './prometheus-series.ts';
import { indexOf, type SeriesSource } from './set-index.ts';
import { targetLabels } from './target-labels.ts';

/** What the catalogue knows of a series. */
export interface KnownSeries {
  /** The family's metric, as the first of its exporters describes it. */
  readonly metric: Metric;
  /** Name of the family: `x` for the series `x_bucket` of a histogram. */
  readonly family: string;
  /** Everybody who exports the series. */
  readonly exporters: readonly string[];
  /** Labels that it may carry, from whichever exporter, those of the target included. */
  readonly labels: ReadonlySet<string>;
}

/**
 * Every series that rules and panels may name. The same family may come from several exporters: its labels are then
 * those of all of them.
 */
export class MetricCatalogue {
  readonly #sets: readonly MetricSet[];
  readonly #known = new Map<string, KnownSeries | undefined>();

  /** @param sets the exporters' metrics; what Prometheus itself makes of every scrape is known already */
  constructor(sets: readonly MetricSet[]) {
    this.#sets = sets;
  }

  /** The series of this name; `undefined` if nobody exports it. */
  find(series: string): KnownSeries | undefined {
    if (!this.#known.has(series)) {
      const sources = this.#indexes().flatMap((index) => index.get(series) ?? []);
      this.#known.set(series, knownSeries(sources));
    }
    return this.#known.get(series);
  }

  /** The known series whose name is most like this one; `undefined` if none is like it. */
  nearest(series: string): string | undefined {
    // A histogram has no series of its own name.
    const ofHistogram = `${series}_bucket`;
    return this.find(ofHistogram) ? ofHistogram : nearestOf(series, this.series);
  }

  /** The label of a known series that is most like this one; `undefined` if none is, or the series is unknown. */
  nearestLabel(series: string, label: string): string | undefined {
    const known = this.find(series);
    return known && nearestOf(label, known.labels);
  }

  /** A catalogue that knows more exporters, or the series that recording rules make. */
  with(...sets: readonly MetricSet[]): MetricCatalogue {
    return new MetricCatalogue([...this.#sets, ...sets]);
  }

  /** Names of all series. */
  get series(): ReadonlySet<string> {
    return new Set(this.#indexes().flatMap((index) => [...index.keys()]));
  }

  #indexes(): ReadonlyMap<string, SeriesSource>[] {
    return [prometheusSeries, ...this.#sets].map(indexOf);
  }
}

function knownSeries(sources: readonly SeriesSource[]): KnownSeries | undefined {
  const [first] = sources;
  if (!first) return undefined;
  const own = sources.flatMap(({ metric, derived }) => (derived ? [...metric.labels, derived] : metric.labels));
  return {
    metric: first.metric,
    family: first.family,
    exporters: [...new Set(sources.map(({ exporter }) => exporter))],
    labels: new Set([...own, ...targetLabels]),
  };
}
