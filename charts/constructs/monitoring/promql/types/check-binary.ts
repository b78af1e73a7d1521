import type { Finding } from '../finding.ts';
import type { Binary } from '../syntax/ast.ts';
import { expectType } from './expect-type.ts';
import { isComparison, isSetOperator } from './operators.ts';
import { isScalar } from './value-type.ts';

/** Operands, and ways to match them, that an operator does not take. */
export function checkBinary(binary: Binary): Finding[] {
  const { left, right, operator } = binary;
  const unfit = [left, right].flatMap((side) => expectType(side, ['vector', 'scalar'], `"${operator.text}" takes`));
  if (unfit.length > 0) return unfit;
  const message = mistake(binary);
  return message === undefined ? [] : [{ at: operator.from, message }];
}

function mistake({
  operator: { text: operator },
  left,
  right,
  returnsBool,
  matching,
  group,
}: Binary): string | undefined {
  const scalars = [left, right].filter(isScalar).length;
  if (returnsBool && !isComparison(operator)) return `"bool" goes with comparisons only; remove it after "${operator}"`;
  if (scalars > 0 && isSetOperator(operator)) return `"${operator}" takes no number; write vector(...) around it`;
  if (scalars > 0 && matching && (matching.labels.length > 0 || group)) {
    return 'a number has no labels to match; remove the "on" or "ignoring"';
  }
  if (scalars === 2 && isComparison(operator) && !returnsBool) {
    return `two numbers are compared with "bool", as in ${operator} bool; without it, one side has to be a series`;
  }
  if (group && isSetOperator(operator)) {
    return `"group_${group.many}" does not go with "${operator}", which matches many series anyway; remove it`;
  }
  const both = matching?.on
    ? group?.labels.find(({ text }) => matching.labels.some((label) => label.text === text))
    : undefined;
  return both && `the label "${both.text}" is in "on" and in "group_${group?.many}" at once; keep it in one of them`;
}
