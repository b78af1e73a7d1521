import { seconds } from '../../../../charts/constructs/monitoring/duration.ts';
import { type Mutator, swap } from './change.ts';

/** Somewhat more, somewhat less, and nothing. */
export const number: Mutator = (node, read) => {
  if (node.name !== 'NumberDurationLiteral') return [];
  const value = Number(read(node));
  if (Number.isNaN(value)) return [];
  return [...new Set([...neighbours(value), 0])]
    .filter((other) => other !== value)
    .map((other) => swap(node, `${other}`, `${value} -> ${other}`));
};

/** Ranges and offsets of twice and of half their length. */
export const range: Mutator = (node, read) => {
  if (node.name !== 'DurationExpr' && node.name !== 'OffsetDurationExpr') return [];
  const length = seconds(read(node), 'range of an alert');
  const kind = node.name === 'DurationExpr' ? 'range' : 'offset';
  return [length * 2, length / 2].map((other) => swap(node, `${other}s`, `${kind} ${read(node)} -> ${other}s`));
};

/** Counts move by one, since nothing lies between; all else moves by a tenth. */
function neighbours(value: number): number[] {
  if (Number.isInteger(value) && Math.abs(value) < 10) return [value + 1, value - 1];
  return [value * 1.1, value * 0.9].map((other) => Number(other.toPrecision(6)));
}
