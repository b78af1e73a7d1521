import type { Finding } from '../finding.ts';
import type { Expression } from '../syntax/ast.ts';

/** What Prometheus refuses unless it was started with `--enable-feature=promql-experimental-functions`. */
const functions = new Set([
  'double_exponential_smoothing',
  'end',
  'histogram_quantiles',
  'info',
  'mad_over_time',
  'range',
  'sort_by_label',
  'sort_by_label_desc',
  'start',
  'start_timestamp',
  'step',
  'ts_of_first_over_time',
  'ts_of_last_over_time',
  'ts_of_max_over_time',
  'ts_of_min_over_time',
]);
const aggregations = new Set(['limitk', 'limit_ratio']);
const modifiers: ReadonlySet<string> = new Set(['anchored', 'smoothed']);

/** Parts of the language that Prometheus has switched off unless told otherwise: one such rule stops it from loading any. */
export function checkExperimental(expression: Expression): Finding[] {
  const name = experimentalName(expression);
  if (name === undefined) return [];
  return [
    {
      at: expression.from,
      message: `"${name}" is experimental, and Prometheus refuses it unless told otherwise; do without it`,
    },
  ];
}

function experimentalName(expression: Expression): string | undefined {
  switch (expression.kind) {
    case 'call':
      return functions.has(expression.function.name) ? expression.function.name : undefined;
    case 'aggregation':
      return aggregations.has(expression.operator) ? expression.operator : undefined;
    case 'binary':
      return expression.fills ? 'fill' : undefined;
    case 'modified':
      return modifiers.has(expression.by) ? expression.by : undefined;
    default:
      return undefined;
  }
}
