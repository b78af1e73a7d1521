import type { Finding } from '../finding.ts';
import type { Binary, Call, Expression } from '../syntax/ast.ts';
import { numberOf } from '../syntax/number-literal.ts';
import { metricNames } from '../syntax/selector.ts';
import { walk, withoutModifiers } from '../syntax/walk.ts';
import { isComparison } from '../types/operators.ts';
import { isScalar } from '../types/value-type.ts';
import { type Catalogue, movementOf } from './catalogue.ts';

/** Functions that take a falling value for a restart of the counter. */
const ofCounters = new Set(['increase', 'irate', 'rate', 'resets']);
/** Functions that take a restart of the counter for a falling value. */
const ofGauges = new Set(['delta', 'deriv', 'idelta', 'predict_linear']);
/** Functions and aggregations whose result is as large as a counter that they are given. */
const passing = new Set([
  ...['avg', 'bottomk', 'max', 'min', 'quantile', 'sum', 'topk'],
  ...['avg_over_time', 'first_over_time', 'last_over_time', 'max_over_time', 'min_over_time', 'sum_over_time'],
  ...['abs', 'ceil', 'clamp', 'clamp_max', 'clamp_min', 'floor', 'label_join', 'label_replace', 'round'],
  ...['sort', 'sort_desc'],
]);

/** Counters taken for gauges and the other way round: numbers that mean nothing. */
export function checkMovement(root: Expression, catalogue: Catalogue): Finding[] {
  return [...walk(root)].flatMap((expression) => {
    if (expression.kind === 'call') return checkCall(expression, catalogue);
    return expression.kind === 'binary' ? checkComparison(expression, catalogue) : [];
  });
}

function checkCall({ function: { name }, arguments: [first], from }: Call, catalogue: Catalogue): Finding[] {
  const wanted = ofCounters.has(name) ? 'counter' : ofGauges.has(name) ? 'gauge' : undefined;
  if (wanted === undefined || first === undefined) return [];
  return seriesOf(first)
    .filter((series) => (movementOf(catalogue, series) ?? wanted) !== wanted)
    .map((series) => ({ at: from, message: mistaken(name, series, wanted) }));
}

function mistaken(name: string, series: string, wanted: 'counter' | 'gauge'): string {
  if (wanted === 'gauge') {
    return `${name}() is for gauges, and metric "${series}" is a counter, which falls to zero with every restart; use rate() or increase()`;
  }
  const remedy = name === 'resets' ? 'changes()' : name === 'increase' ? 'delta()' : 'deriv()';
  return `${name}() is for counters, and metric "${series}" is a gauge, of which every fall counts as a restart; use ${remedy}, or the gauge itself`;
}

/** A counter by itself only tells how long its process has been running. */
function checkComparison({ operator, left, right }: Binary, catalogue: Catalogue): Finding[] {
  if (!isComparison(operator.text) || isScalar(left) === isScalar(right)) return [];
  const [value, limit] = isScalar(left) ? [right, left] : [left, right];
  // That is to ask whether something has ever happened.
  if (operator.text === '==' && isZero(limit)) return [];
  const [counter] = countersIn(value, catalogue);
  if (counter === undefined) return [];
  const message = `metric "${counter}" is a counter, which compared as it is tells how old its process is; compare rate(${counter}[5m]) or increase(${counter}[5m])`;
  return [{ at: operator.from, message }];
}

function isZero(limit: Expression): boolean {
  const literal = withoutModifiers(limit);
  return literal.kind === 'number' && numberOf(literal.text) === 0;
}

/** Series whose value a range, or the range of a subquery, is made of. */
function seriesOf(argument: Expression): readonly string[] {
  const range = withoutModifiers(argument);
  const selector = range.kind === 'range' ? withoutModifiers(range.of) : range;
  return selector.kind === 'selector' ? metricNames(selector).map(({ text }) => text) : [];
}

/** Counters whose value an expression has, or a sum of such. */
function countersIn(expression: Expression, catalogue: Catalogue): readonly string[] {
  switch (expression.kind) {
    case 'selector':
      return seriesOf(expression).filter((series) => movementOf(catalogue, series) === 'counter');
    case 'modified':
    case 'range':
      return countersIn(expression.of, catalogue);
    case 'call':
    case 'aggregation': {
      const name = expression.kind === 'call' ? expression.function.name : expression.operator;
      return passing.has(name) ? expression.arguments.flatMap((argument) => countersIn(argument, catalogue)) : [];
    }
    default:
      return [];
  }
}
