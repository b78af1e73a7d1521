import type { Metric, MetricSet } from '../../charts/constructs/monitoring/catalogue/metric.ts';

/**
 * The set to commit. What an exporter shows depends on the machine, the server that it watches and what has happened so
 * far: of the same version, what was seen before stays. Another version replaces it.
 */
export function merged(committed: MetricSet | undefined, seen: MetricSet): MetricSet {
  if (committed?.version !== seen.version) return seen;
  const names = [...new Set([...Object.keys(committed.metrics), ...Object.keys(seen.metrics)])].sort();
  const metrics = names.map((name) => [name, mergedMetric(committed.metrics[name], seen.metrics[name])]);
  return { ...seen, metrics: Object.fromEntries(metrics) };
}

function mergedMetric(before: Metric | undefined, now: Metric | undefined): Metric | undefined {
  if (!before || !now) return now ?? before;
  return { ...now, labels: [...new Set([...before.labels, ...now.labels])].sort() };
}

/**
 * What a running exporter shows, with the labels that its sources tell of: it lacks the objects to show them all. Which
 * families there are is up to the running one, as some are turned off unless they are asked for.
 */
export function withDocumentedLabels(shown: MetricSet, documented: MetricSet): MetricSet {
  const metrics = Object.entries(shown.metrics).map(([name, metric]) => [
    name,
    mergedMetric(documented.metrics[name], metric),
  ]);
  return { ...shown, metrics: Object.fromEntries(metrics) };
}

/** Whether a version is older than another one, as in 0.9.1 and 0.10.0. */
export function isOlder(version: string, other: string): boolean {
  const [own, its] = [version, other].map((text) => text.split('.').map((part) => Number.parseInt(part, 10)));
  const [mine, theirs] = (own ?? []).map((part, index) => [part, its?.[index] ?? 0]).find(([a, b]) => a !== b) ?? [
    0, 0,
  ];
  return (mine ?? 0) < (theirs ?? 0);
}

/** What a reader of the set would notice, a line each. */
export function differences(committed: MetricSet | undefined, wanted: MetricSet): string[] {
  if (!committed) return [`${wanted.exporter}: has no file yet`];
  const version = committed.version === wanted.version ? [] : [`version ${committed.version} -> ${wanted.version}`];
  const names = [...new Set([...Object.keys(committed.metrics), ...Object.keys(wanted.metrics)])].sort();
  const changes = names.flatMap((name) => change(name, committed.metrics[name], wanted.metrics[name]));
  return [...version, ...changes].map((text) => `${wanted.exporter}: ${text}`);
}

function change(name: string, before: Metric | undefined, now: Metric | undefined): string[] {
  if (!before) return [`+ ${name}`];
  if (!now) return [`- ${name}`];
  const [old, current] = [before, now].map((metric) =>
    JSON.stringify([metric.type, metric.labels, metric.unit, metric.help]),
  );
  return old === current ? [] : [`~ ${name}: ${old} -> ${current}`];
}
