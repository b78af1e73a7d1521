import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metric, MetricSet, MetricType } from '../../../charts/constructs/monitoring/catalogue/metric.ts';
import { byName, documentedMetric } from './documented-metric.ts';

/** Reads the metrics that a Go program declares with Prometheus' client library in some of its files. */
export function readGoDeclarations(exporter: string, files: readonly string[]) {
  return (folder: string, version: string): MetricSet => {
    const source = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
    const metrics = declarationsIn(source).sort(byName);
    return { exporter, version, metrics: Object.fromEntries(metrics) };
  };
}

/** Metrics whose names stand in the source, with those labels that do. */
export function declarationsIn(text: string): [string, Metric][] {
  const source = text.replaceAll(/^\s*\/\/.*$/gm, '');
  const constants = constantsOf(source);
  return [...source.matchAll(/\bprometheus\.New(?<kind>Desc|(?:Counter|Gauge|Histogram|Summary)(?:Vec|Func)?)\(/g)]
    .map(({ index, 0: { length }, groups }) => ({
      kind: groups?.['kind'] ?? '',
      parts: partsFrom(source, index + length),
    }))
    .map(({ kind, parts }) => (kind === 'Desc' ? described(parts, constants) : declared(kind, parts, constants)))
    .filter(([name]) => name !== '');
}

/** What stands behind the names of strings and of lists of strings. */
function constantsOf(source: string): ReadonlyMap<string, readonly string[]> {
  const strings = source.matchAll(/\b(?<name>\w+)\s*=\s*(?<text>"[^"]*")$/gm);
  const lists = source.matchAll(/\b(?<name>\w+)\s*=\s*\[\]string\{(?<text>[^}]*)\}/g);
  return new Map(
    [...strings, ...lists].map(({ groups }) => [groups?.['name'] ?? '', literals(groups?.['text'] ?? '')]),
  );
}

/** A description by itself is of a metric that is made while it is collected: a gauge, in the programs read here. */
function described(
  [name = '', help = '', labels = '']: readonly string[],
  constants: ReadonlyMap<string, readonly string[]>,
) {
  return documentedMetric(literals(name).join(''), 'gauge', literals(help).join(''), values(labels, constants));
}

function declared(
  kind: string,
  [options = '', labels = '']: readonly string[],
  constants: ReadonlyMap<string, readonly string[]>,
) {
  const fields = new Map(
    partsFrom(options, options.indexOf('{') + 1).map((field) => {
      const [, key = '', value = ''] = /^\s*(\w+):(.*)$/s.exec(field) ?? [];
      return [key, value];
    }),
  );
  const text = (key: string) => values(fields.get(key) ?? '', constants).join('');
  const name = ['Namespace', 'Subsystem', 'Name'].map(text).filter(Boolean).join('_');
  const constant = [...(fields.get('ConstLabels') ?? '').matchAll(/"(\w+)":/g)].map(([, label = '']) => label);
  // The last argument of a `Func` is the function.
  const variable = kind.endsWith('Vec') ? values(labels, constants) : [];
  return documentedMetric(name, kind.replace(/Vec|Func/, '').toLowerCase() as MetricType, text('Help'), [
    ...constant,
    ...variable,
  ]);
}

/** The texts of an expression, those behind names included. */
function values(expression: string, constants: ReadonlyMap<string, readonly string[]>): string[] {
  return [...expression.matchAll(/"(?:[^"\\]|\\.)*"|\b[A-Za-z]\w*\b/g)].flatMap(([token]) =>
    token.startsWith('"') ? literals(token) : (constants.get(token) ?? []),
  );
}

const literals = (expression: string): string[] =>
  [...expression.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) => text.replaceAll('\\"', '"'));

/** What commas part, from an opening bracket to the one that closes it. */
function partsFrom(source: string, start: number): string[] {
  const parts: string[] = [];
  let [depth, from] = [0, start];
  const tokens = /"(?:[^"\\]|\\.)*"|[()[\]{},]/g;
  tokens.lastIndex = start;
  for (let token = tokens.exec(source); token && depth >= 0; token = tokens.exec(source)) {
    if ('([{'.includes(token[0])) depth += 1;
    if (')]}'.includes(token[0])) depth -= 1;
    if (depth > 0 || (depth === 0 && token[0] !== ',')) continue;
    parts.push(source.slice(from, token.index));
    from = token.index + 1;
  }
  return parts;
}
