import { getFunction } from '@prometheus-io/codemirror-promql/dist/cjs/types/function.js';
import { parser } from '@prometheus-io/lezer-promql';

/** Operators that aggregate, which are written like functions; the experimental ones left out. */
export const aggregationNames: readonly string[] = [
  'avg',
  'bottomk',
  'count',
  'count_values',
  'group',
  'max',
  'min',
  'quantile',
  'stddev',
  'stdvar',
  'sum',
  'topk',
];

/** The functions of PromQL. */
export function functionNames(): string[] {
  return parser.nodeSet.types.flatMap(({ id }) => getFunction(id)?.name.toLowerCase() ?? []);
}
