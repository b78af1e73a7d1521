import type { parser } from '@prometheus-io/lezer-promql';

/** A tree as the grammar yields it. By way of the parser, whose package may have another copy of these types. */
export type Tree = ReturnType<typeof parser.parse>;

/** A node of such a tree. */
export type SyntaxNode = Tree['topNode'];
