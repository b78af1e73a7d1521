import type { Finding } from '../finding.ts';
import type { Broken } from './broken.ts';
import { mistakeInDuration } from './mistake-in-duration.ts';
import { mistakeInMatcher } from './mistake-in-matcher.ts';
import type { SyntaxNode } from './tree.ts';
import * as mistakes from './usual-mistakes.ts';

/** In the order of how sure they can be. */
const usualMistakes = [
  mistakes.nothingAtAll,
  mistakes.leftVariable,
  mistakes.strayBracket,
  mistakeInDuration,
  mistakeInMatcher,
  mistakes.foreignOperator,
  mistakes.unknownFunction,
  mistakes.brokenGrouping,
  mistakes.openBracket,
  mistakes.missingOperand,
  mistakes.missingOperator,
];

/** What is wrong at an error node, in the words of somebody who knows the usual mistakes. */
export function explain(text: string, node: SyntaxNode): Finding {
  const broken = brokenAt(text, node);
  for (const mistake of usualMistakes) {
    const explanation = mistake(broken);
    if (explanation === undefined) continue;
    return { at: broken.at, ...explanation, showsLine: true };
  }
  const message = `"${broken.word}" is not expected here; remove it, or write what is missing before it`;
  return { at: broken.at, message, showsLine: true };
}

function brokenAt(text: string, node: SyntaxNode): Broken {
  const at = node.from + (/^\s*/.exec(text.slice(node.from))?.[0].length ?? 0);
  const after = text.slice(at);
  return {
    text,
    at,
    before: text.slice(0, at).trimEnd(),
    after,
    word: /^(?:\$?[\w:]+|&&|\|\||[=!<>~]+|.)/s.exec(after)?.[0] ?? '',
    within: node.parent?.name ?? '',
  };
}
