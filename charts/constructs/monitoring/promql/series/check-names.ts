import { didYouMean, type Finding, listed } from '../finding.ts';
import type { Expression, Matcher, Selector, Word } from '../syntax/ast.ts';
import { metricNames, nameLabel } from '../syntax/selector.ts';
import { walk } from '../syntax/walk.ts';
import { leftVariable } from '../variables.ts';
import { type Catalogue, labelsOfSeries } from './catalogue.ts';

/** Metrics that nobody exports, labels that they have not, variables that nobody replaces. */
export function checkNames(root: Expression, catalogue: Catalogue): Finding[] {
  return [...walk(root)].flatMap((expression) =>
    expression.kind === 'selector' ? checkSelectorNames(expression, catalogue) : [],
  );
}

function checkSelectorNames(selector: Selector, catalogue: Catalogue): Finding[] {
  const names = metricNames(selector);
  return [
    ...names.filter(({ text }) => !catalogue.find(text)).map((name) => unknownMetric(name, catalogue)),
    ...names.flatMap(({ text }) => selector.matchers.flatMap(({ label }) => checkLabel(label, text, catalogue))),
    ...selector.matchers.flatMap(checkValue),
  ];
}

/** What is wrong with the use of a label of a metric. */
export function checkLabel(label: Word, series: string, catalogue: Catalogue): Finding[] {
  const labels = labelsOfSeries(catalogue, series);
  if (!labels || label.text === nameLabel || labels.has(label.text)) return [];
  const question = didYouMean(catalogue.nearestLabel(series, label.text));
  const { from, text } = label;
  return [
    { at: from, message: `metric "${series}" has no label "${text}"${question || ';'} It has ${listed(labels)}` },
  ];
}

function unknownMetric({ from, text }: Word, catalogue: Catalogue): Finding {
  const remedy =
    didYouMean(catalogue.nearest(text)) || '; the catalogue has none like it: name another, or add it there';
  return { at: from, message: `unknown metric "${text}"${remedy}` };
}

function checkValue({ value }: Matcher): Finding[] {
  const variable = leftVariable(value.text);
  if (variable === undefined) return [];
  return [{ at: value.from, message: `nothing replaces the variable "${variable}"; write its value` }];
}
