import type { Aggregation, Binary, Call, Expression, Word } from './ast.ts';
import type { Operator } from './precedence.ts';
import { childrenOf, readWord } from './selector.ts';
import { signatureOf } from './signature.ts';
import type { SyntaxNode } from './tree.ts';

type ReadOperands = (parent: SyntaxNode) => readonly Expression[];

/** Reads a `FunctionCall`. */
export function readCall(text: string, node: SyntaxNode, operands: ReadOperands): Call {
  const identifier = node.getChild('FunctionIdentifier') as SyntaxNode;
  const term = identifier.firstChild as SyntaxNode;
  return {
    kind: 'call',
    from: node.from,
    to: node.to,
    function: signatureOf(term.type.id, readWord(text, identifier).text),
    arguments: operands(node.getChild('FunctionCallBody') as SyntaxNode),
  };
}

/** Reads an `AggregateExpr`. */
export function readAggregation(text: string, node: SyntaxNode, operands: ReadOperands): Aggregation {
  const modifier = node.getChild('AggregateModifier');
  const operator = readWord(text, node.getChild('AggregateOp') as SyntaxNode);
  return {
    kind: 'aggregation',
    from: node.from,
    to: node.to,
    operator: operator.text.toLowerCase(),
    ...(modifier && { grouping: { by: modifier.getChild('By') !== null, labels: labelsAt(text, modifier) } }),
    arguments: operands(node.getChild('FunctionCallBody') as SyntaxNode),
  };
}

/** Reads the operator of a `BinaryExpr`. */
export function readOperator(text: string, node: SyntaxNode): Operator {
  const operator = readWord(text, node.firstChild?.nextSibling as SyntaxNode);
  const clause = node.getChild('MatchingModifierClause');
  return {
    operator: { ...operator, text: operator.text.toLowerCase() },
    returnsBool: node.getChild('BoolModifier') !== null,
    fills: node.getChild('FillModifier') !== null,
    ...(clause && { matching: { on: clause.getChild('On') !== null, labels: labelsAt(text, clause) } }),
    ...readGroup(text, clause),
  };
}

function readGroup(text: string, clause: SyntaxNode | null): Pick<Binary, 'group'> {
  const keyword = clause?.getChild('GroupLeft') ?? clause?.getChild('GroupRight');
  if (!keyword) return {};
  const labels = childrenOf(keyword.nextSibling).map((label) => readWord(text, label));
  return { group: { many: keyword.name === 'GroupLeft' ? 'left' : 'right', labels } };
}

function labelsAt(text: string, node: SyntaxNode): Word[] {
  return childrenOf(node.getChild('GroupingLabels')).map((label) => readWord(text, label));
}
