import type { Signature } from './signature.ts';

/** Where something stands: offsets into the text, the end excluded. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A word of the expression: a label, an operator, a duration. */
export interface Word extends Span {
  readonly text: string;
}

/** `label="value"` in a selector. */
export interface Matcher extends Span {
  readonly label: Word;
  readonly operator: '=' | '!=' | '=~' | '!~';
  readonly value: Word;
}

/** `metric{label="value"}`. */
export interface Selector extends Span {
  readonly kind: 'selector';
  /** Name in front of the braces. */
  readonly name?: Word;
  /** Those in the braces; a quoted name there is a matcher of `__name__`. */
  readonly matchers: readonly Matcher[];
}

/** `x[5m]`, or with a step the subquery `x[1h:1m]`. */
export interface Range extends Span {
  readonly kind: 'range';
  readonly of: Expression;
  readonly window: Word;
  readonly isSubquery: boolean;
}

/** `rate(x[5m])`. */
export interface Call extends Span {
  readonly kind: 'call';
  readonly function: Signature;
  readonly arguments: readonly Expression[];
}

/** `sum by (namespace) (x)`. */
export interface Aggregation extends Span {
  readonly kind: 'aggregation';
  readonly operator: string;
  readonly grouping?: { readonly by: boolean; readonly labels: readonly Word[] };
  readonly arguments: readonly Expression[];
}

/** `a / on (namespace) group_left (node) b`. */
export interface Binary extends Span {
  readonly kind: 'binary';
  readonly operator: Word;
  readonly returnsBool: boolean;
  /** Whether it has a `fill` for series without a counterpart. */
  readonly fills: boolean;
  readonly left: Expression;
  readonly right: Expression;
  /** Undefined where the sides match by all their labels. */
  readonly matching?: { readonly on: boolean; readonly labels: readonly Word[] };
  /** `group_left` or `group_right`: on which side many series may match one of the other. */
  readonly group?: { readonly many: 'left' | 'right'; readonly labels: readonly Word[] };
}

/** What changes neither type nor labels: `(x)`, `-x`, `x offset 5m`, `x @ end()`. */
export interface Modified extends Span {
  readonly kind: 'modified';
  readonly by: 'parentheses' | 'sign' | 'offset' | '@' | 'anchored' | 'smoothed';
  readonly of: Expression;
}

/** `5`, `0.95`, `1e3`, `5m`. */
export interface NumberLiteral extends Span {
  readonly kind: 'number';
  readonly text: string;
}

/** A text in quotes, which some functions take. */
export interface StringLiteral extends Span {
  readonly kind: 'string';
  readonly value: string;
}

/** A PromQL expression. */
export type Expression = Selector | Range | Call | Aggregation | Binary | Modified | NumberLiteral | StringLiteral;
