import { analyse } from './analysis.ts';
import type { LabelSet } from './labels/label-set.ts';
import { labelsOf } from './labels/labels-of.ts';
import type { Catalogue } from './series/catalogue.ts';
import { substitute, type Variables } from './variables.ts';

/**
 * Labels that each of the resulting series has, as far as the catalogue tells; `undefined` if that is not known, or the
 * expression is broken. After an `or` these are the labels that both sides have.
 */
export function labelsOfResult(
  expression: string,
  catalogue: Catalogue,
  variables: Variables = {},
): ReadonlySet<string> | undefined {
  return result(expression, catalogue, variables)?.every;
}

/** Labels that some of the resulting series have: after an `or` those of either side. */
export function possibleLabelsOfResult(
  expression: string,
  catalogue: Catalogue,
  variables: Variables = {},
): ReadonlySet<string> | undefined {
  return result(expression, catalogue, variables)?.some;
}

function result(expression: string, catalogue: Catalogue, variables: Variables): LabelSet | undefined {
  const analysis = analyse(substitute(expression, variables).text);
  return 'expression' in analysis ? labelsOf(analysis.expression, { catalogue, findings: [] }) : undefined;
}
