import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metric, MetricSet } from '../../../charts/constructs/monitoring/catalogue/metric.ts';
import { byName, documentedMetric } from './documented-metric.ts';
import { declarationsIn } from './go-declarations.ts';

/** Groups of metrics that the kubelet turns on; cAdvisor by itself has more. */
const groups = new Set([
  ...['CpuUsageMetrics', 'MemoryUsageMetrics', 'CpuLoadMetrics', 'DiskIOMetrics', 'DiskUsageMetrics'],
  ...['NetworkUsageMetrics', 'AppMetrics', 'ProcessMetrics', 'OOMMetrics', 'PressureMetrics'],
]);

/** Labels that the kubelet gives every metric of a container. */
const containerLabels = ['container', 'id', 'image', 'name', 'namespace', 'pod'];

/** Reads the tables of metrics in the sources of cAdvisor: what the kubelet serves at /metrics/cadvisor. */
export function readCadvisor(folder: string, version: string): MetricSet {
  const containers = readFileSync(join(folder, 'metrics/prometheus.go'), 'utf8');
  const machine = readFileSync(join(folder, 'metrics/prometheus_machine.go'), 'utf8');
  const constants = stringConstants(`${containers}\n${machine}`);
  const metrics = [
    // Of cAdvisor itself, and of what is in the tables as well, without the labels of containers.
    ...declarationsIn(containers),
    ...declarationsIn(machine),
    ...metricsOf(containers, constants, containerLabels),
    ...specificationMetrics(containers),
    ...metricsOf(machine, constants, []),
  ].sort(byName);
  return { exporter: 'cadvisor', version, metrics: Object.fromEntries(metrics) };
}

const stringConstants = (source: string) =>
  new Map([...source.matchAll(/^\s*(\w+)\s*=\s*"([^"]*)"$/gm)].map(([, name = '', value = '']) => [name, value]));

/** Metrics in tables, each table in a block for its group. */
function metricsOf(
  source: string,
  constants: ReadonlyMap<string, string>,
  base: readonly string[],
): [string, Metric][] {
  const blocks = source.split(/^\tif includedMetrics\.Has\(/m);
  return blocks.flatMap((block, index) => {
    const group = /^container\.(\w+)\)/.exec(block)?.[1] ?? '';
    // What stands before the first condition is always there.
    if (index > 0 && !groups.has(group)) return [];
    return block
      .split(/\bname:\s+"/)
      .slice(1)
      .map((text) => tableMetric(text, constants, base));
  });
}

function tableMetric(text: string, constants: ReadonlyMap<string, string>, base: readonly string[]): [string, Metric] {
  const name = text.slice(0, text.indexOf('"'));
  const help = /\bhelp:\s+"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? '';
  const isCounter = /\bvalueType:\s+prometheus\.CounterValue/.test(text);
  const extra = (/\bextraLabels:\s+\[\]string\{([^}]*)\}/.exec(text)?.[1] ?? '')
    .split(',')
    .map((label) => label.trim());
  const own = extra.filter(Boolean).map((label) => constants.get(label) ?? label.replaceAll('"', ''));
  return documentedMetric(name, isCounter ? 'counter' : 'gauge', help, [...base, ...own]);
}

/** Metrics that are described while they are collected: what a container was given. */
function specificationMetrics(source: string): [string, Metric][] {
  const described = source.matchAll(/prometheus\.NewDesc\("(container_\w+)", "((?:[^"\\]|\\.)*)", labels,/g);
  return [...described].map(([, name = '', help = '']) => documentedMetric(name, 'gauge', help, containerLabels));
}
