/** Values of dashboard variables by their names with the dollar sign, as in `{ $environment: 'arq-staging' }`. */
export type Variables = Readonly<Record<string, string>>;

/** A text after its variables were replaced. */
export interface Substitution {
  readonly text: string;
  /** Where a position of it is in the original; within a value, where its variable begins. */
  original(position: number): number;
}

/** How Grafana writes a variable; `$1` is no variable but a part of a regular expression's match. */
const variable = /\$(?<plain>[A-Za-z_]\w*)|\$\{(?<braced>[A-Za-z_]\w*)(?::\w+)?\}/g;

/** The first variable that nobody replaced, as the text writes it. */
export function leftVariable(text: string): string | undefined {
  return text.match(variable)?.[0];
}

/** Puts values in the places of variables; those without a value stay as they are. */
export function substitute(expression: string, variables: Variables): Substitution {
  const pieces: { readonly start: number; readonly end: number; readonly shift: number }[] = [];
  let grown = 0;
  const text = expression.replaceAll(variable, (whole, ...rest) => {
    const groups = rest.at(-1) as { plain?: string; braced?: string };
    const at = rest.at(-3) as number;
    const value = variables[`$${groups.plain ?? groups.braced}`];
    if (value === undefined) return whole;
    const start = at + grown;
    grown += value.length - whole.length;
    pieces.push({ start, end: start + value.length, shift: grown });
    return value;
  });
  return {
    text,
    original(position) {
      const last = pieces.findLast(({ start }) => start <= position);
      if (!last) return position;
      const { start, end, shift } = last;
      const before = pieces[pieces.indexOf(last) - 1]?.shift ?? 0;
      return position < end ? start - before : position - shift;
    },
  };
}
