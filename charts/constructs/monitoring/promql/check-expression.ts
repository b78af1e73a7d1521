import { analyse } from './analysis.ts';
import { describe } from './describe.ts';
import type { Finding } from './finding.ts';
import { labelsOf } from './labels/labels-of.ts';
import type { Catalogue } from './series/catalogue.ts';
import { checkMovement } from './series/check-movement.ts';
import { checkNames } from './series/check-names.ts';
import { checkQuantiles } from './series/check-quantiles.ts';
import { checkWindows } from './series/check-windows.ts';
import type { Expression } from './syntax/ast.ts';
import { substitute, type Variables } from './variables.ts';

/** What an expression is checked against. */
export interface ExpressionCheck {
  /** The metrics that there are. */
  readonly catalogue: Catalogue;
  /** Where the expression is, for the messages. */
  readonly place: string;
  /**
   * How often a target is scraped; a window has to hold the samples that its function needs.
   * @default 10, the interval of the platform
   */
  readonly scrapeIntervalSeconds?: number;
  /**
   * Values of dashboard variables by their names with the dollar sign.
   * @default none: nothing replaces a variable in a rule
   */
  readonly variables?: Variables;
}

/**
 * What is wrong with an expression: PromQL that Prometheus refuses, metrics and labels that nobody exports, matches and
 * windows that are always empty, counters taken for gauges. Where labels are not known, nothing is said about them.
 * @returns messages with place, line and column; none if all is well
 */
export function checkExpression(
  expression: string,
  { catalogue, place, scrapeIntervalSeconds = 10, variables = {} }: ExpressionCheck,
): string[] {
  const { text, original } = substitute(expression, variables);
  const analysis = analyse(text);
  const findings =
    'findings' in analysis ? analysis.findings : checkMeaning(analysis.expression, catalogue, scrapeIntervalSeconds);
  const inOriginal = findings.map((finding) => ({ ...finding, at: original(finding.at) }));
  return describe(expression, inOriginal, place);
}

function checkMeaning(expression: Expression, catalogue: Catalogue, scrapeIntervalSeconds: number): Finding[] {
  const aboutLabels: Finding[] = [];
  labelsOf(expression, { catalogue, findings: aboutLabels });
  return [
    ...checkNames(expression, catalogue),
    ...aboutLabels,
    ...checkMovement(expression, catalogue),
    ...checkWindows(expression, scrapeIntervalSeconds),
    ...checkQuantiles(expression),
  ];
}
