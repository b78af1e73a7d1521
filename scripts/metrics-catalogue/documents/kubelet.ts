import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Metric, MetricSet, MetricType } from '../../../charts/constructs/monitoring/catalogue/metric.ts';
import { byName, documentedMetric } from './documented-metric.ts';

interface Documented {
  readonly name: string;
  readonly namespace?: string;
  readonly subsystem?: string;
  readonly help?: string;
  readonly type: string;
  readonly labels?: readonly string[];
  readonly constLabels?: Readonly<Record<string, string>>;
  readonly componentEndpoints?: readonly { readonly component: string }[];
}

const types: Readonly<Record<string, MetricType>> = {
  Counter: 'counter',
  Gauge: 'gauge',
  Histogram: 'histogram',
  Summary: 'summary',
  TimingRatioHistogram: 'histogram',
};

/** Reads the list of metrics that Kubernetes generates from its sources: what the kubelet serves on all its paths. */
export function readKubelet(folder: string, version: string): MetricSet {
  const file = join(folder, 'test/instrumentation/documentation/documentation-list.yaml');
  const documented = parse(readFileSync(file, 'utf8')) as readonly Documented[];
  const metrics = documented
    .filter(({ componentEndpoints }) => componentEndpoints?.some(({ component }) => component === 'kubelet'))
    .map(metricOf)
    .sort(byName);
  return { exporter: 'kubelet', version, metrics: Object.fromEntries(metrics) };
}

function metricOf(documented: Documented): [string, Metric] {
  const { namespace, subsystem, name: ownName, help = '', labels = [], constLabels = {} } = documented;
  const name = [namespace, subsystem, ownName].filter(Boolean).join('_');
  // `Custom` ones are made while they are collected.
  const type = types[documented.type] ?? (name.endsWith('_total') ? 'counter' : 'gauge');
  return documentedMetric(name, type, help.replaceAll('\n', ' '), [...labels, ...Object.keys(constLabels)]);
}
