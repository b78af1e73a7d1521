import type { Span } from '../syntax/ast.ts';

/** A word of an action. */
export interface Token extends Span {
  readonly kind: 'variable' | 'field' | 'name' | 'text' | 'number' | 'dot' | 'sign' | 'unknown';
  readonly text: string;
}

/** What stands between double braces. */
export interface Action extends Span {
  readonly tokens: readonly Token[];
  /** Whether the braces close. */
  readonly isClosed: boolean;
}

/** A template in its parts. */
export interface Parts {
  readonly actions: readonly Action[];
  /** The texts around the actions. */
  readonly texts: readonly (Span & { readonly text: string })[];
}

const token =
  /(?<space>\s+)|(?<text>"(?:\\.|[^"\\\n])*"|`[^`]*`|'(?:\\.|[^'\\])')|(?<variable>\$\w*)|(?<field>\.[A-Za-z_]\w*)|(?<number>[-+]?(?:\d[\w.]*|\.\d\w*))|(?<name>[A-Za-z_]\w*)|(?<dot>\.)|(?<sign>:=|[=|(),])|(?<unknown>[\s\S])/y;
const opening = /\{\{(?:-(?=\s))?/g;
const closing = /(?:\s-)?\}\}/y;
const comment = /\s*\/\*[\s\S]*?\*\/\s*(?:-)?\}\}/y;

/** Takes a Go template apart. */
export function takeApart(template: string): Parts {
  const actions: Action[] = [];
  const texts: (Span & { text: string })[] = [];
  let done = 0;
  for (;;) {
    opening.lastIndex = done;
    const start = opening.exec(template);
    const until = start?.index ?? template.length;
    texts.push({ from: done, to: until, text: template.slice(done, until) });
    if (!start) return { actions, texts };
    comment.lastIndex = opening.lastIndex;
    if (comment.test(template)) {
      done = comment.lastIndex;
      continue;
    }
    const action = readAction(template, start.index, opening.lastIndex);
    actions.push(action);
    done = action.to;
  }
}

function readAction(template: string, from: number, start: number): Action {
  const tokens: Token[] = [];
  let at = start;
  while (at < template.length) {
    closing.lastIndex = at;
    if (closing.test(template)) return { from, to: closing.lastIndex, tokens, isClosed: true };
    token.lastIndex = at;
    const { groups = {}, 0: text } = token.exec(template) as RegExpExecArray;
    const kind = Object.keys(groups).find((name) => groups[name] !== undefined);
    if (kind !== 'space') tokens.push({ kind: kind as Token['kind'], text, from: at, to: at + text.length });
    at += text.length;
  }
  return { from, to: template.length, tokens, isClosed: false };
}
