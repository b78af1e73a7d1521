import type { Binary, Expression } from './ast.ts';

/** A binary operator with all that is written at it, but for its sides. */
export type Operator = Omit<Binary, 'kind' | 'from' | 'to' | 'left' | 'right'>;

/** Operands and the operators between them, in the order of the text: one operator fewer than operands. */
export interface Chain {
  readonly operands: readonly [Expression, ...Expression[]];
  readonly operators: readonly Operator[];
}

/** Strength of the operators; those of one line bind alike. */
const levels: readonly (readonly string[])[] = [
  ['or'],
  ['and', 'unless'],
  ['==', '!=', '<=', '<', '>=', '>', '</', '>/'],
  ['+', '-'],
  ['*', '/', '%', 'atan2'],
  ['^'],
];

/** Puts sides to the operators, as their strengths have it. */
export function group({ operands, operators }: Chain): Expression {
  let used = 0;
  const climb = (weakest: number): Expression => {
    let left = operands[used] as Expression;
    for (let next = operators[used]; next; next = operators[used]) {
      const strength = levels.findIndex((level) => level.includes(next.operator.text));
      if (strength < weakest) break;
      used++;
      // All are evaluated from the left but the power.
      const right = climb(next.operator.text === '^' ? strength : strength + 1);
      left = { kind: 'binary', from: left.from, to: right.to, ...next, left, right };
    }
    return left;
  };
  return climb(0);
}

/** Applies what is written behind an operand to the last one of a chain. */
export function behind({ operands, operators }: Chain, apply: (operand: Expression) => Expression): Chain {
  const [first, ...others] = operands;
  const last = others.pop();
  if (last === undefined) return { operands: [unsigned(first, apply)], operators };
  return { operands: [first, ...others, unsigned(last, apply)], operators };
}

/** A sign concerns what follows with all that is written behind it. */
function unsigned(operand: Expression, apply: (operand: Expression) => Expression): Expression {
  if (operand.kind !== 'modified' || operand.by !== 'sign') return apply(operand);
  const of = unsigned(operand.of, apply);
  return { ...operand, to: of.to, of };
}
