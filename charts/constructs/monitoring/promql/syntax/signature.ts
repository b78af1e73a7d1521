// The editor's own entry point would load all of CodeMirror; this file of it is a table alone. As CommonJS, because the
// package tells Node.js of no other.
import { getFunction } from '@prometheus-io/codemirror-promql/dist/cjs/types/function.js';

/** Types of PromQL's values: a number, an instant vector, a range vector, a text. */
export type ValueType = 'scalar' | 'vector' | 'matrix' | 'string';

/** What a function takes and yields. */
export interface Signature {
  readonly name: string;
  /** Types of the arguments; the last one is that of all further arguments. */
  readonly parameters: readonly ValueType[];
  readonly minimum: number;
  readonly maximum: number;
  readonly result: ValueType;
}

/** Corrections of the table: pi() yields a number, as time() does. */
const results: Readonly<Record<string, ValueType>> = { pi: 'scalar' };

/**
 * The function that a term of the grammar stands for.
 * @param name as the expression writes it
 */
export function signatureOf(term: number, name: string): Signature {
  const { argTypes, variadic, returnType } = getFunction(term);
  // In the table, a function with optional arguments counts the last one, of which there may be none.
  const minimum = variadic === 0 ? argTypes.length : argTypes.length - 1;
  return {
    name,
    parameters: argTypes as `${(typeof argTypes)[number]}`[] as ValueType[],
    minimum,
    maximum: variadic < 0 ? Number.POSITIVE_INFINITY : minimum + variadic,
    result: results[name] ?? (returnType as `${typeof returnType}` as ValueType),
  };
}
