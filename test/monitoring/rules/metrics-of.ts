import type { SyntaxNode } from '@lezer/common';

/** Names of the metrics that a piece of PromQL selects, in their order, each once. */
export function metricsOf(node: SyntaxNode, read: (span: SyntaxNode) => string): string[] {
  const names = new Set<string>();
  node.cursor().iterate(({ name, node: piece }) => {
    if (name === 'Identifier' && piece.parent?.name === 'VectorSelector') names.add(read(piece));
  });
  return [...names];
}
