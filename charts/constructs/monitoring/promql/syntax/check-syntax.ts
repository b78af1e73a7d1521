import type { Finding } from '../finding.ts';
import { explain } from './explain.ts';
import { mistakeInString } from './string-literal.ts';
import type { SyntaxNode, Tree } from './tree.ts';

/** The first mistake that keeps a text from being PromQL at all; what follows it is often a consequence. */
export function checkSyntax(text: string, tree: Tree): Finding | undefined {
  let found: Finding | undefined;
  tree.iterate({
    enter({ node, type }) {
      if (found) return false;
      if (type.isError) found = explain(text, node);
      else if (type.name === 'StringLiteral') found = brokenString(text, node);
      return undefined;
    },
  });
  return found;
}

function brokenString(text: string, { from, to }: SyntaxNode): Finding | undefined {
  const mistake = mistakeInString(text.slice(from, to));
  if (!mistake) return undefined;
  return { at: from + mistake.at, message: mistake.message, showsLine: true };
}
