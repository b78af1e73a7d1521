import type { Expression } from '../syntax/ast.ts';
import type { ValueType } from '../syntax/signature.ts';

/** What an expression yields. */
export function valueType(expression: Expression): ValueType {
  switch (expression.kind) {
    case 'number':
      return 'scalar';
    case 'string':
      return 'string';
    case 'range':
      return 'matrix';
    case 'call':
      return expression.function.result;
    case 'modified':
      return valueType(expression.of);
    case 'binary':
      return isScalar(expression.left) && isScalar(expression.right) ? 'scalar' : 'vector';
    default:
      return 'vector';
  }
}

/** Whether an expression yields one number, which has no labels. */
export function isScalar(expression: Expression): boolean {
  return valueType(expression) === 'scalar';
}
