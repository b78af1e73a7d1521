/** Texts and comments, in which brackets are none. */
const token = /"(?:\\[\s\S]|[^"\\])*"?|'(?:\\[\s\S]|[^'\\])*'?|`[^`]*`?|#[^\n]*|(?<bracket>[()[\]{}])/g;
const opening: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** A bracket and where it stands. */
export interface Bracket {
  readonly character: string;
  readonly at: number;
}

/** Brackets that have no counterpart. */
export interface Unbalanced {
  /** Open ones, the innermost last. */
  readonly open: readonly Bracket[];
  /** The first that closes nothing, or another kind than the one that is open. */
  readonly stray?: Bracket;
}

/** What stands open at the end of a text. */
export function unbalanced(text: string): Unbalanced {
  const open: Bracket[] = [];
  for (const { groups, index } of text.matchAll(token)) {
    const character = groups?.['bracket'];
    if (character === undefined) continue;
    const wanted = opening[character];
    if (wanted === undefined) open.push({ character, at: index });
    else if (open.at(-1)?.character === wanted) open.pop();
    else return { open, stray: { character, at: index } };
  }
  return { open };
}
