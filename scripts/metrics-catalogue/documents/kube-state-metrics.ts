import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metric, MetricSet } from '../../../charts/constructs/monitoring/catalogue/metric.ts';
import { byName, documentedMetric } from './documented-metric.ts';

/** Reads the tables below `docs/metrics` of kube-state-metrics' repository, which its own tests keep complete. */
export function readKubeStateMetrics(folder: string, version: string): MetricSet {
  const metrics = readdirSync(join(folder, 'docs/metrics'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md') && !name.includes('customresource'))
    .flatMap((name) => tableRows(readFileSync(join(folder, 'docs/metrics', name), 'utf8')))
    .map(metricOfRow)
    .sort(byName);
  return { exporter: 'kube-state-metrics', version, metrics: Object.fromEntries(metrics) };
}

/** Labels that the tables call otherwise than version 2.20.0 does. */
const corrections: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  kube_persistentvolumeclaim_status_condition: { type: 'condition' },
  kube_endpointslice_endpoints: { nodename: 'endpoint_nodename' },
};

type Row = Readonly<Record<string, string>>;

/** Rows about metrics, by the heading of the column. */
function tableRows(text: string): Row[] {
  const lines = text.split('\n').filter((line) => line.startsWith('|'));
  const headings = cells(lines[0] ?? '');
  return lines
    .map(cells)
    .filter(([name = '']) => name.startsWith('kube_'))
    .map((row) => Object.fromEntries(headings.map((heading, index) => [heading, row[index] ?? ''])));
}

const cells = (line: string) =>
  line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());

function metricOfRow(row: Row): [string, Metric] {
  const name = (row['Metric name'] ?? '').replaceAll('`', '');
  // Names in capitals stand for labels and annotations of objects, which are exported only where an operator lists them.
  const labels = [...(row['Labels/tags'] ?? '').matchAll(/`(\w+)`?\s*=/g)]
    .map(([, label = '']) => corrections[name]?.[label] ?? label)
    .filter((label) => !/[A-Z]{2}/.test(label));
  const type = row['Metric type']?.toLowerCase() === 'counter' ? 'counter' : 'gauge';
  const help = (row['Description'] ?? '').replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1');
  return documentedMetric(name, type, help, labels);
}
