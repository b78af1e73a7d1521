import type { Matcher, Selector, Word } from './ast.ts';
import { unquote } from './string-literal.ts';
import type { SyntaxNode } from './tree.ts';

/** The label that holds the name of the metric. */
export const nameLabel = '__name__';

/** Reads a `VectorSelector`; matchers that are broken are left out. */
export function readSelector(text: string, node: SyntaxNode): Selector {
  const name = node.getChild('Identifier');
  return {
    kind: 'selector',
    from: node.from,
    to: node.to,
    ...(name && { name: readWord(text, name) }),
    matchers: childrenOf(node.getChild('LabelMatchers')).flatMap((child) => readMatcher(text, child) ?? []),
  };
}

/** Names of the metrics that a selector reads, as far as it tells them: also those of `{__name__=~"a|b"}`. */
export function metricNames({ name, matchers }: Selector): readonly Word[] {
  if (name) return [name];
  return matchers
    .filter(({ label }) => label.text === nameLabel)
    .flatMap(({ operator, value }) => {
      if (operator === '=') return [value];
      const isListed = operator === '=~' && /^[\w:]+(?:\|[\w:]+)*$/.test(value.text);
      return isListed ? value.text.split('|').map((text) => ({ ...value, text })) : [];
    });
}

/** The word that a node stands for, without quotes where it has them. */
export function readWord(text: string, { from, to }: SyntaxNode): Word {
  const word = text.slice(from, to);
  return { from, to, text: /^["'`]/.test(word) ? unquote(word) : word };
}

/** Children of a node that there may not be. */
export function childrenOf(node: SyntaxNode | null): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node?.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}

function readMatcher(text: string, node: SyntaxNode): Matcher | undefined {
  const { from, to } = node;
  if (node.name === 'QuotedLabelName') {
    return { from, to, label: { from, to, text: nameLabel }, operator: '=', value: readWord(text, node) };
  }
  const label = node.getChild('LabelName') ?? node.getChild('QuotedLabelName');
  const operator = node.getChild('MatchOp');
  const value = node.getChild('StringLiteral');
  if (!label || !operator || !value) return undefined;
  return {
    from,
    to,
    label: readWord(text, label),
    operator: text.slice(operator.from, operator.to) as Matcher['operator'],
    value: readWord(text, value),
  };
}
