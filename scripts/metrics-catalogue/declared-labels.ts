import type { Registry } from 'prom-client';
import type { MetricSet } from '../../charts/constructs/monitoring/catalogue/metric.ts';

/**
 * The set with every label that a program declares, shown so far or not: a counter of failures has no series before the
 * first failure.
 * @throws Error if the running program lacks a metric that its sources declare: it is older than they are
 */
export function withDeclaredLabels(set: MetricSet, registry: Registry): MetricSet {
  const metrics = { ...set.metrics };
  for (const { name, labelNames } of registry.getMetricsAsArray() as unknown as readonly Declared[]) {
    const shown = metrics[name];
    if (!shown) throw new Error(`${set.exporter} does not show ${name}, which its sources declare; build it again`);
    metrics[name] = { ...shown, labels: [...new Set([...shown.labels, ...labelNames])].sort() };
  }
  return { ...set, metrics };
}

/** What a metric of prom-client has beside its public interface. */
interface Declared {
  readonly name: string;
  readonly labelNames: readonly string[];
}
