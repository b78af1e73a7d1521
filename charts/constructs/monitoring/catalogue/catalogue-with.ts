import { knownExporters } from './known-exporters.ts';
import type { MetricSet } from './metric.ts';
import { MetricCatalogue } from './metric-catalogue.ts';

const none: readonly MetricSet[] = [];
const built = new WeakMap<readonly MetricSet[], MetricCatalogue>();

/** The catalogue of well-known exporters and of a platform's own programs; the same for all of its environments. */
export function catalogueWith(metrics: readonly MetricSet[] = none): MetricCatalogue {
  const known = built.get(metrics);
  if (known) return known;
  const catalogue = new MetricCatalogue([...knownExporters, ...metrics]);
  built.set(metrics, catalogue);
  return catalogue;
}
