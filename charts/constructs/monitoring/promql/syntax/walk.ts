import type { Expression } from './ast.ts';

/** An expression and everything in it, from the outside in. */
export function* walk(expression: Expression): Generator<Expression> {
  yield expression;
  for (const part of partsOf(expression)) yield* walk(part);
}

/** The innermost expression of parentheses, signs, `offset` and `@`. */
export function withoutModifiers(expression: Expression): Expression {
  return expression.kind === 'modified' ? withoutModifiers(expression.of) : expression;
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'range':
    case 'modified':
      return [expression.of];
    case 'call':
    case 'aggregation':
      return expression.arguments;
    case 'binary':
      return [expression.left, expression.right];
    default:
      return [];
  }
}
