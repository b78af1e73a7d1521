import { parser } from '@prometheus-io/lezer-promql';
import type { Expression, Modified } from './ast.ts';
import { behind, type Chain, group } from './precedence.ts';
import { readAggregation, readCall, readOperator } from './read.ts';
import { readSelector, readWord } from './selector.ts';
import { unquote } from './string-literal.ts';
import type { SyntaxNode, Tree } from './tree.ts';

/** The concrete tree of a text, with error nodes where it is broken. */
export function parse(text: string): Tree {
  return parser.parse(text);
}

/** What a tree without errors says. */
export function readExpression(text: string, tree: Tree): Expression {
  return read(text, tree.topNode.getChild('Expr') as SyntaxNode);
}

const modifiers: Readonly<Record<string, Modified['by']>> = {
  OffsetExpr: 'offset',
  StepInvariantExpr: '@',
  AnchoredExpr: 'anchored',
  SmoothedExpr: 'smoothed',
};

/**
 * What the grammar yields for `a - b offset 5m` is `(a - b) offset 5m`, so what it nests is taken apart and put together
 * again as Prometheus does.
 */
function read(text: string, node: SyntaxNode): Expression {
  return group(readChain(text, node));
}

function readChain(text: string, node: SyntaxNode): Chain {
  const { name, from, to } = node;
  const inner = () => node.getChild('Expr') as SyntaxNode;
  switch (name) {
    case 'BinaryExpr': {
      const [left, right] = node.getChildren('Expr').map((side) => readChain(text, side)) as [Chain, Chain];
      return {
        operands: [...left.operands, ...right.operands],
        operators: [...left.operators, readOperator(text, node), ...right.operators],
      };
    }
    case 'UnaryExpr': {
      const { operands, operators } = readChain(text, inner());
      const [of, ...others] = operands;
      return { operands: [{ kind: 'modified', by: 'sign', from, to: of.to, of }, ...others], operators };
    }
    case 'MatrixSelector':
    case 'SubqueryExpr': {
      const window = readWord(text, node.getChild('DurationExpr') as SyntaxNode);
      const isSubquery = name === 'SubqueryExpr';
      return behind(readChain(text, inner()), (of) => ({ kind: 'range', from: of.from, to, of, window, isSubquery }));
    }
    default: {
      const by = modifiers[name];
      if (by === undefined) return { operands: [readOperand(text, node)], operators: [] };
      return behind(readChain(text, inner()), (of) => ({ kind: 'modified', by, from: of.from, to, of }));
    }
  }
}

function readOperand(text: string, node: SyntaxNode): Expression {
  const { from, to } = node;
  const operands = (parent: SyntaxNode) => parent.getChildren('Expr').map((child) => read(text, child));
  switch (node.name) {
    case 'VectorSelector':
      return readSelector(text, node);
    case 'FunctionCall':
      return readCall(text, node, operands);
    case 'AggregateExpr':
      return readAggregation(text, node, operands);
    case 'NumberDurationLiteral':
      return { kind: 'number', from, to, text: text.slice(from, to) };
    case 'StringLiteral':
      return { kind: 'string', from, to, value: unquote(text.slice(from, to)) };
    default:
      return { kind: 'modified', by: 'parentheses', from, to, of: read(text, node.getChild('Expr') as SyntaxNode) };
  }
}
