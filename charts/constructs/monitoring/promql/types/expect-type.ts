import type { Finding } from '../finding.ts';
import type { Expression } from '../syntax/ast.ts';
import type { ValueType } from '../syntax/signature.ts';
import { valueType } from './value-type.ts';

const described: Readonly<Record<ValueType, string>> = {
  scalar: 'a number',
  vector: 'series',
  matrix: 'series over a time range',
  string: 'a text',
};

/** A type in words. */
export function typeName(type: ValueType): string {
  return described[type];
}

/**
 * Reports an expression of another type.
 * @param of who takes it, for the message
 */
export function expectType(expression: Expression, wanted: readonly ValueType[], of: string): Finding[] {
  const type = valueType(expression);
  const [first] = wanted;
  if (first === undefined || wanted.includes(type)) return [];
  const names = wanted.map(typeName).join(' or ');
  return [{ at: expression.from, message: `${of} ${names}, not ${typeName(type)}; ${remedy(first, type)}` }];
}

function remedy(wanted: ValueType, type: ValueType): string {
  switch (wanted) {
    case 'matrix':
      return 'write a selector with a window, as in x[5m]';
    case 'string':
      return 'write it in quotes';
    case 'scalar':
      return type === 'vector' ? 'write a number, or scalar(...) around it' : 'write a number';
    case 'vector':
      if (type === 'matrix') return 'apply a function such as rate or max_over_time, or remove the window';
      return type === 'scalar' ? 'write vector(...) around it' : 'compare texts within the braces of a selector';
  }
}
