import { seconds } from '../../duration.ts';

/** The number that a literal stands for, seconds where it is a duration; `undefined` for a computed duration. */
export function numberOf(literal: string): number | undefined {
  const text = literal.replaceAll(/[\s_]/g, '');
  if (/^0x[0-9a-f]+$/i.test(text) || /^[-+]?[\d.]+(?:e[-+]?\d+)?$/i.test(text)) return Number(text);
  if (/^[-+]?inf$/i.test(text)) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return /^(?:\d+[a-z]+)+$/.test(text) ? seconds(text, 'PromQL') : undefined;
}
