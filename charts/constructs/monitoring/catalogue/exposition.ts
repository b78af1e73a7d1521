import { ConfigurationError } from '../../errors.ts';
import type { Metric, MetricSet, MetricType } from './metric.ts';
import { unitOf } from './unit.ts';

const types: Readonly<Record<string, MetricType>> = {
  counter: 'counter',
  gauge: 'gauge',
  histogram: 'histogram',
  summary: 'summary',
  untyped: 'untyped',
  unknown: 'untyped',
};

/** Series of a family that are named after it, and labels that follow from its type. */
const derived: Readonly<Partial<Record<MetricType, { readonly suffixes: readonly string[]; readonly label: string }>>> =
  {
    histogram: { suffixes: ['_bucket', '_sum', '_count'], label: 'le' },
    summary: { suffixes: ['_sum', '_count'], label: 'quantile' },
  };

const comment = /^#\s+(?<kind>HELP|TYPE)\s+(?<name>[A-Za-z_:][\w:]*)(?:[ \t]+(?<text>.*))?$/;
const label = /[A-Za-z_]\w*\s*=\s*"(?:[^"\\]|\\.)*"/;
const sample = new RegExp(
  `^(?<name>[A-Za-z_:][\\w:]*)\\s*(?:\\{(?<labels>\\s*(?:${label.source}\\s*,?\\s*)*)\\})?` +
    // The value, a time and an exemplar.
    '\\s+\\S+(?:\\s+-?[\\d.]+)?\\s*(?:#\\s.*)?$',
);

interface Family {
  type: MetricType;
  help: string;
  readonly labels: Set<string>;
}

/**
 * Reads the metrics of an exporter from what it answers to a scrape in the text format. Labels are those of the series
 * that it shows at the time: a family without series has none.
 * @param text as for `Accept: text/plain; version=0.0.4`
 * @throws ConfigurationError naming the line that is not of the format
 */
export function readExposition(exporter: string, version: string, text: string): MetricSet {
  const families = new Map<string, Family>();
  const familyOf = (name: string) => {
    const family = families.get(name) ?? { type: 'untyped', help: '', labels: new Set() };
    families.set(name, family);
    return family;
  };
  for (const [index, line] of text.split('\n').entries()) {
    const place = `the metrics of ${exporter}, line ${index + 1}`;
    if (line.startsWith('#')) readComment(line, familyOf, place);
    else if (line.trim() !== '') readSample(line, families, familyOf, place);
  }
  const metrics = [...families]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, family]) => [name, metric(name, family)]);
  return { exporter, version, metrics: Object.fromEntries(metrics) };
}

function readComment(line: string, familyOf: (name: string) => Family, place: string): void {
  const { kind, name = '', text = '' } = comment.exec(line)?.groups ?? {};
  if (kind === 'HELP') familyOf(name).help = unescaped(text);
  if (kind === 'TYPE') {
    const type = types[text.trim()];
    if (!type) {
      throw new ConfigurationError(
        `${place}: "${text}" is no type of a metric; use any of ${Object.keys(types).join(', ')}`,
      );
    }
    familyOf(name).type = type;
  }
}

function readSample(
  line: string,
  families: ReadonlyMap<string, Family>,
  familyOf: (name: string) => Family,
  place: string,
): void {
  const { name, labels = '' } = sample.exec(line)?.groups ?? {};
  if (name === undefined) {
    throw new ConfigurationError(`${place}: "${line}" is no sample; scrape it as text/plain, version 0.0.4`);
  }
  const family = parentOf(name, families) ?? familyOf(name);
  for (const [pair] of labels.matchAll(new RegExp(label, 'g'))) {
    const [key = ''] = pair.split(/\s*=/, 1);
    if (key !== derived[family.type]?.label) family.labels.add(key);
  }
}

/** The histogram or summary that a series belongs to. */
function parentOf(series: string, families: ReadonlyMap<string, Family>): Family | undefined {
  const own = families.get(series);
  if (own) return own;
  const parent = families.get(series.replace(/_(?:bucket|sum|count)$/, ''));
  const isOfType = parent && derived[parent.type]?.suffixes.some((suffix) => series.endsWith(suffix));
  return isOfType ? parent : undefined;
}

function metric(name: string, { type, help, labels }: Family): Metric {
  const unit = unitOf(name);
  return { type, help, labels: [...labels].sort(), ...(unit && { unit }) };
}

const unescaped = (help: string) => help.replaceAll(/\\(?<character>[\\n])/g, (_, c: string) => (c === 'n' ? '\n' : c));
