import type { Finding } from './finding.ts';
import type { Expression } from './syntax/ast.ts';
import { checkSyntax } from './syntax/check-syntax.ts';
import { parse, readExpression } from './syntax/parse.ts';
import { checkTypes } from './types/check-types.ts';

/** An expression that Prometheus would accept, or what keeps it from that. */
export type Analysis = { readonly expression: Expression } | { readonly findings: readonly Finding[] };

/** Each alert is read several times: for its mistakes, its labels, its metrics. */
const known = new Map<string, Analysis>();
/** More than a platform has; a program that reads PromQL for ever shall not grow for ever. */
const mostKnown = 5_000;

/** Reads PromQL without variables. */
export function analyse(text: string): Analysis {
  let analysis = known.get(text);
  if (analysis === undefined) {
    analysis = readAndCheck(text);
    if (known.size >= mostKnown) known.clear();
    known.set(text, analysis);
  }
  return analysis;
}

function readAndCheck(text: string): Analysis {
  const tree = parse(text);
  const broken = checkSyntax(text, tree);
  if (broken) return { findings: [broken] };
  const expression = readExpression(text, tree);
  const findings = checkTypes(expression);
  return findings.length > 0 ? { findings } : { expression };
}
