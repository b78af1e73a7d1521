import type { Metric, MetricType } from '../../../charts/constructs/monitoring/catalogue/metric.ts';
import { unitOf } from '../../../charts/constructs/monitoring/catalogue/unit.ts';

/** An entry of a set, in its usual form. */
export function documentedMetric(
  name: string,
  type: MetricType,
  help: string,
  labels: readonly string[],
): [string, Metric] {
  const unit = unitOf(name);
  return [name, { type, help, labels: [...new Set(labels)].sort(), ...(unit && { unit }) }];
}

/** Compares entries by name: a set is in that order, whatever that of the sources. */
export function byName([a]: readonly [string, Metric], [b]: readonly [string, Metric]): number {
  return a < b ? -1 : 1;
}
