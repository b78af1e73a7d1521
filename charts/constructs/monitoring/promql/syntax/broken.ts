/** A place that the grammar does not understand. */
export interface Broken {
  readonly text: string;
  readonly at: number;
  /** Everything before it, without the space between. */
  readonly before: string;
  readonly after: string;
  /** The word or sign at the place; empty at the end of the text. */
  readonly word: string;
  /** Node of the grammar in which it is. */
  readonly within: string;
}

/** A mistake and the way out. */
export interface Explanation {
  readonly message: string;
  /** @default the broken place */
  readonly at?: number;
}
