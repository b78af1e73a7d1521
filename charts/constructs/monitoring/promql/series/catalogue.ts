import type { MetricCatalogue } from '../../catalogue/metric-catalogue.ts';

/** What a check of PromQL asks the catalogue. */
export type Catalogue = Pick<MetricCatalogue, 'find' | 'nearest' | 'nearestLabel'>;

/** Series that Prometheus makes of alerts, with whatever labels those have. */
const madeOfAlerts = new Set(['ALERTS', 'ALERTS_FOR_STATE']);

/** Labels that series of this name may carry; `undefined` if that is not known. */
export function labelsOfSeries(catalogue: Catalogue, series: string): ReadonlySet<string> | undefined {
  return madeOfAlerts.has(series) ? undefined : catalogue.find(series)?.labels;
}

/** How the values of a series move: a counter only grows. */
export function movementOf(catalogue: Catalogue, series: string): 'counter' | 'gauge' | undefined {
  const known = catalogue.find(series);
  switch (known?.metric.type) {
    case 'counter':
    case 'histogram':
      return 'counter';
    case 'gauge':
      return 'gauge';
    case 'summary':
      return series === known.family ? 'gauge' : 'counter';
    default:
      return undefined;
  }
}
