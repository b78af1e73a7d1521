import type { SyntaxNode } from '@lezer/common';
import { metricsOf } from '../metrics-of.ts';
import { type Mutator, type Reader, type Span, swap } from './change.ts';

const comparisons = ['<', '<=', '>', '>=', '==', '!='];

/** Functions of numbers, and of time alone. */
const scalarFunctions = /^(scalar|time|pi)\b/;

/** Each side of an operator alone. A comparison with a number keeps what it compared: it is true always. */
export const oneSide: Mutator = (node, read) => {
  if (node.name !== 'BinaryExpr') return [];
  const { left, sign, right, whole } = partsOf(node);
  const sides = [
    { kept: left, keep: { from: whole.from, to: left.to }, gone: `right of ${read(sign)}: ${brief(right, read)}` },
    { kept: right, keep: { from: right.from, to: whole.to }, gone: `left of ${read(sign)}: ${brief(left, read)}` },
  ];
  return sides
    .filter(({ kept }) => isNumber(kept, read) === isNumber(node, read))
    .map(({ keep, gone }) => swap(whole, read(keep), `without ${gone}`));
};

/** Every other comparison. */
export const comparison: Mutator = (node, read) => {
  if (node.name !== 'BinaryExpr') return [];
  const { sign, right } = partsOf(node);
  return comparisons.includes(read(sign))
    ? comparisons
        .filter((other) => other !== read(sign))
        .map((other) => swap(sign, other, `${read(sign)} ${brief(right, read)} -> ${other}`))
    : [];
};

/** The metrics of an operand, which tell it from others, or the whole of one without any. */
function brief(operand: SyntaxNode, read: Reader): string {
  return metricsOf(operand, read).join(', ') || read(operand);
}

function partsOf(node: SyntaxNode) {
  const [left, right] = [node.firstChild as SyntaxNode, node.lastChild as SyntaxNode];
  // The grammar hangs an offset of the right side on both sides.
  const whole: Span = { from: node.from, to: (node.parent?.name === 'OffsetExpr' ? node.parent : node).to };
  return { left, sign: left.nextSibling as SyntaxNode, right, whole };
}

/** Whether an operand is a number: nothing but numbers can take its place. */
function isNumber(node: SyntaxNode, read: Reader): boolean {
  switch (node.name) {
    case 'NumberDurationLiteral':
      return true;
    case 'FunctionCall':
      return scalarFunctions.test(read(node));
    case 'ParenExpr':
    case 'UnaryExpr':
      return isNumber((node.name === 'ParenExpr' ? node.firstChild : node.lastChild) as SyntaxNode, read);
    case 'BinaryExpr': {
      const { left, right } = partsOf(node);
      return isNumber(left, read) && isNumber(right, read);
    }
    default:
      return false;
  }
}
