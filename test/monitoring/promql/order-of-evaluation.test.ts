import { expect, test } from '@jest/globals';
import { analyse } from '../../../charts/constructs/monitoring/promql/analysis.ts';
import type { Expression } from '../../../charts/constructs/monitoring/promql/syntax/ast.ts';

/** An expression with brackets around everything that is calculated. */
function bracketed(text: string): string {
  const analysis = analyse(text);
  if (!('expression' in analysis)) throw new Error(`${text}: ${analysis.findings[0]?.message}`);
  const write = (expression: Expression): string => {
    switch (expression.kind) {
      case 'binary':
        return `(${write(expression.left)} ${expression.operator.text} ${write(expression.right)})`;
      case 'modified':
        return expression.by === 'parentheses' ? write(expression.of) : `(${expression.by} ${write(expression.of)})`;
      case 'range':
        return `(window ${write(expression.of)})`;
      case 'call':
        return `${expression.function.name}(${expression.arguments.map(write).join(', ')})`;
      default:
        return text.slice(expression.from, expression.to);
    }
  };
  return write(analysis.expression);
}

test.each([
  ['a or b and c', '(a or (b and c))'],
  ['a and b unless c', '((a and b) unless c)'],
  ['a unless b == 1 > 0.85', '(a unless ((b == 1) > 0.85))'],
  ['a > b - c * d ^ e', '(a > (b - (c * (d ^ e))))'],
  ['a - b - c', '((a - b) - c)'],
  ['a ^ b ^ c', '(a ^ (b ^ c))'],
  ['a % b atan2 c', '((a % b) atan2 c)'],
  ['(a - b) * c', '((a - b) * c)'],
  // What is written behind an operand is its own, whatever the operators before it.
  ['a - b offset 5m', '(a - (offset b))'],
  ['a > b offset 5m - c', '(a > ((offset b) - c))'],
  ['a or b @ end() offset 5m and c', '(a or ((offset (@ b)) and c))'],
  ['-a offset 5m * b', '((sign (offset a)) * b)'],
  ['a - rate(b[5m] offset 5m)', '(a - rate((offset (window b))))'],
  ['(a - b) * max_over_time((c - d)[5m:])', '((a - b) * max_over_time((window (c - d))))'],
])('%s is evaluated as %s', (text, order) => {
  expect(bracketed(text)).toBe(order);
});
