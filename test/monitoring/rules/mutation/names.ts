import type { SyntaxNode } from '@lezer/common';
import { type Change, type Mutator, type Reader, swap } from './change.ts';

const aggregations = ['sum', 'max', 'min', 'avg', 'count'];

/** Functions that take the same and mean another thing. */
const families = [
  ['rate', 'increase', 'irate'],
  ['avg_over_time', 'max_over_time', 'min_over_time', 'last_over_time'],
  ['sum_over_time', 'count_over_time'],
  ['delta', 'idelta'],
  ['changes', 'resets'],
];

/** Another aggregation. */
export const aggregation: Mutator = (node, read) =>
  node.name === 'AggregateOp' ? others(aggregations, read(node)).map((to) => renamed(node, to, read)) : [];

/** Another function of the family. */
export const functionName: Mutator = (node, read) =>
  node.name === 'FunctionIdentifier'
    ? families.flatMap((family) => others(family, read(node))).map((to) => renamed(node, to, read))
    : [];

/** One label fewer to aggregate by or to join on. */
export const grouping: Mutator = (node, read) =>
  node.name === 'GroupingLabels' && node.prevSibling
    ? shorter(node, 'LabelName', read, `${read(node.prevSibling)} ${read(node)}`)
    : [];

/** Series of one matcher fewer. */
export const matcher: Mutator = (node, read) => {
  if (node.name !== 'LabelMatchers') return [];
  const metric = node.prevSibling ? read(node.prevSibling) : '';
  // A selector of nothing at all is no PromQL.
  return shorter(node, 'UnquotedLabelMatcher', read, metric).filter(({ text }) => metric !== '' || text !== '{}');
};

/**
 * Series of one matcher fewer wherever it stands. Each alone may be of no consequence, as where two sides are joined by the
 * label; all of them together are not.
 */
export function matcherEverywhere(root: SyntaxNode, read: Reader): Change[] {
  const lists = new Map<string, Change[]>();
  root.cursor().iterate(({ node }) => {
    for (const change of matcher(node, read)) {
      const gone = change.what.replace(/ of [^"]*$/, '');
      lists.set(gone, [...(lists.get(gone) ?? []), change]);
    }
  });
  return [...lists]
    .filter(([, changes]) => changes.length > 1)
    .map(([gone, changes]) => swap(root, applied(changes, read(root)), `${gone} anywhere`));
}

function applied(changes: readonly Change[], expression: string): string {
  return changes.reduceRight(
    (text, { from, to, text: other }) => text.slice(0, from) + other + text.slice(to),
    expression,
  );
}

function renamed(node: SyntaxNode, to: string, read: Reader): Change {
  return swap(node, to, `${read(node)} -> ${to}`);
}

function others(family: readonly string[], name: string): string[] {
  return family.includes(name) ? family.filter((other) => other !== name) : [];
}

/** A list in parentheses or braces without each of its members. */
function shorter(list: SyntaxNode, kind: string, read: Reader, of: string): Change[] {
  const members = list.getChildren(kind);
  const text = read(list);
  return members.map((gone) => {
    const rest = members.filter((member) => member !== gone).map(read);
    return swap(list, `${text[0]}${rest.join(', ')}${text.at(-1)}`, `without ${read(gone)} of ${of}`);
  });
}
