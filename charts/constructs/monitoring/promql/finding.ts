/** Something wrong with a text, and where in it. */
export interface Finding {
  /** Offset into the text. */
  readonly at: number;
  /** What is wrong and the way out, without the place. */
  readonly message: string;
  /** Whether the line is shown, for mistakes that are easier seen than said. */
  readonly showsLine?: boolean;
}

/** A list for a message, of which the tail is left out if it is long. */
export function listed(names: Iterable<string>): string {
  const all = [...names];
  const shown = all.slice(0, 12).join(', ');
  return all.length > 12 ? `${shown} and ${all.length - 12} more` : shown;
}

/** The question that ends a message about a name which is not known. */
export function didYouMean(nearest: string | undefined): string {
  return nearest === undefined ? '' : `; did you mean "${nearest}"?`;
}
