import { labelsOfSeries } from '../series/catalogue.ts';
import type { Aggregation, Expression, Selector } from '../syntax/ast.ts';
import { metricNames } from '../syntax/selector.ts';
import { labelsOfBinary } from './binary.ts';
import { labelsOfCall } from './call.ts';
import { adding, dropping, either, exactly, keeping, type Labels } from './label-set.ts';
import { type Context, reportMissing } from './report-missing.ts';

/** Labels of an expression's series, followed from the selectors outwards; labels named where they are not are reported. */
export function labelsOf(expression: Expression, context: Context): Labels {
  switch (expression.kind) {
    case 'selector':
      return labelsOfSelector(expression, context);
    case 'range':
    case 'modified':
      return labelsOf(expression.of, context);
    case 'call':
      return labelsOfCall(expression, labelsOfEach(expression.arguments, context), context);
    case 'aggregation':
      return labelsOfAggregation(expression, labelsOfEach(expression.arguments, context).at(-1), context);
    case 'binary':
      return labelsOfBinary(
        expression,
        labelsOf(expression.left, context),
        labelsOf(expression.right, context),
        context,
      );
    default:
      return exactly([]);
  }
}

function labelsOfEach(expressions: readonly Expression[], context: Context): Labels[] {
  return expressions.map((expression) => labelsOf(expression, context));
}

function labelsOfSelector(selector: Selector, { catalogue }: Context): Labels {
  const [first, ...others] = metricNames(selector).map(({ text }): Labels => {
    const labels = labelsOfSeries(catalogue, text);
    return labels && { every: labels, some: labels, series: text, isExact: false };
  });
  return others.reduce(either, first);
}

function labelsOfAggregation(
  { operator, grouping, arguments: given }: Aggregation,
  of: Labels,
  context: Context,
): Labels {
  const names = grouping?.labels.map(({ text }) => text) ?? [];
  reportMissing(grouping?.labels ?? [], of, 'the series that are aggregated', context);
  // These choose among the series, and leave them as they are.
  if (operator === 'topk' || operator === 'bottomk') return of;
  const left = grouping?.by === false ? dropping(of, names) : keeping(of, names);
  const [label] = given;
  return operator === 'count_values' && label?.kind === 'string' ? adding(left, [label.value]) : left;
}
