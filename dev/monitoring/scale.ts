import { seconds } from '../../charts/constructs/monitoring/duration.ts';
import { analyse } from '../../charts/constructs/monitoring/promql/analysis.ts';
import { metricsOf } from '../../charts/constructs/monitoring/promql/metrics-of.ts';
import type { Expression, Span } from '../../charts/constructs/monitoring/promql/syntax/ast.ts';
import { parse } from '../../charts/constructs/monitoring/promql/syntax/parse.ts';
import { walk, withoutModifiers } from '../../charts/constructs/monitoring/promql/syntax/walk.ts';

/**
 * Makes everything happen sooner or later: each time span in a configuration of Prometheus, Alertmanager or the blackbox
 * exporter is multiplied, and so are windows in PromQL and what it compares the length of scrapes with. Other numbers stay.
 * @param factor 0.1 is ten times as fast; 1 changes nothing
 */
export function scaled<Data>(data: Data, factor: number): Data {
  return factor === 1 ? data : (scaledValue(data, factor) as Data);
}

/** Keys with a time span as their value. */
const spans = /^(?:for|keep_firing_for|interval|timeout)$|_(?:interval|timeout|wait)$/;

function scaledValue(value: unknown, factor: number, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => scaledValue(item, factor));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, scaledValue(item, factor, name)]));
  }
  if (typeof value !== 'string') return value;
  if (key === 'expr') return scaledExpression(value, factor);
  return spans.test(key) ? scaledSpan(value, factor, key) : value;
}

function scaledExpression(expression: string, factor: number): string {
  const windows: Span[] = [];
  parse(expression).iterate({
    enter({ name, from, to }) {
      if (name === 'NumberDurationLiteralInDurationContext') windows.push({ from, to });
    },
  });
  const analysis = analyse(expression);
  const lengths = 'expression' in analysis ? lengthsOfScrapes(analysis.expression, expression) : [];
  const replacements = [
    ...windows.map((span) => ({ ...span, text: scaledSpan(expression.slice(span.from, span.to), factor, 'expr') })),
    ...lengths.map((span) => ({ ...span, text: String(Number(expression.slice(span.from, span.to)) * factor) })),
  ];
  return replacements
    .sort((a, b) => b.from - a.from)
    .reduce((text, { from, to, text: replacement }) => text.slice(0, from) + replacement + text.slice(to), expression);
}

/** Numbers with which the length of scrapes is compared. */
function lengthsOfScrapes(expression: Expression, text: string): Span[] {
  return [...walk(expression)].flatMap((part) => {
    if (part.kind !== 'binary' || !/^[<>]=?$/.test(part.operator.text)) return [];
    const limit = withoutModifiers(part.right);
    const isLength = metricsOf(text.slice(part.left.from, part.left.to)).has('scrape_duration_seconds');
    return isLength && limit.kind === 'number' ? [limit] : [];
  });
}

function scaledSpan(span: string, factor: number, key: string): string {
  return `${Math.round(seconds(span, key) * factor * 1000)}ms`;
}
