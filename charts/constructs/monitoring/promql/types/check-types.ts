import type { Finding } from '../finding.ts';
import type { Expression } from '../syntax/ast.ts';
import { walk } from '../syntax/walk.ts';
import { checkAggregation, checkCall } from './check-arguments.ts';
import { checkBinary } from './check-binary.ts';
import { checkExperimental } from './check-experimental.ts';
import { checkSelector } from './check-selector.ts';
import { checkModified, checkRange } from './check-suffixes.ts';
import { expectType } from './expect-type.ts';

/** What Prometheus would refuse although it can be read: wrong types and numbers of arguments and operands. */
export function checkTypes(root: Expression): Finding[] {
  const findings = [...walk(root)].flatMap(checkOne);
  return findings.length > 0 ? findings : expectType(root, ['vector', 'scalar'], 'the result has to be');
}

function checkOne(expression: Expression): Finding[] {
  const experimental = checkExperimental(expression);
  if (experimental.length > 0) return experimental;
  switch (expression.kind) {
    case 'selector':
      return checkSelector(expression);
    case 'range':
      return checkRange(expression);
    case 'call':
      return checkCall(expression);
    case 'aggregation':
      return checkAggregation(expression);
    case 'binary':
      return checkBinary(expression);
    case 'modified':
      return checkModified(expression);
    default:
      return [];
  }
}
