import type { SyntaxNode } from '@lezer/common';

/** A stretch of an expression. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A stretch of an expression that becomes another text. */
export interface Change extends Span {
  /** What it does, to name it by: 'without job="x"', 'sum -> max'. */
  readonly what: string;
  readonly text: string;
}

/** Reads a stretch of the expression. */
export type Reader = (span: Span) => string;

/** Every change that one node of an expression's tree allows. */
export type Mutator = (node: SyntaxNode, read: Reader) => Change[];

/** Another text in a stretch's place. */
export function swap({ from, to }: Span, text: string, what: string): Change {
  return { what, from, to, text };
}
