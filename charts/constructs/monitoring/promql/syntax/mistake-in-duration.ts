import { unbalanced } from './brackets.ts';
import type { Broken, Explanation } from './broken.ts';

const duration = /^(?:\d+(?:ms|[ywdhms]))+$/;

/** What is wrong with a window, its step or an offset. */
export function mistakeInDuration({ text, before }: Broken): Explanation | undefined {
  const place = placeOf(before);
  if (!place) return undefined;
  const rest = place.extent.exec(text.slice(place.start))?.[0] ?? '';
  const written = rest.trim();
  const isCutShort = place.start + rest.length === text.length && (written === '' || duration.test(written));
  // Then it is what follows that is missing.
  if (isCutShort) return undefined;
  const what = written === '' ? 'a duration is missing' : `"${written}" is no duration`;
  const at = place.start + rest.length - rest.trimStart().length;
  return { message: `${what}; write one like 30s, 5m or 1h30m, larger units first`, at };
}

/** Where a duration begins that is not yet over, and how far one can go. */
function placeOf(before: string): { readonly start: number; readonly extent: RegExp } | undefined {
  const bracket = unbalanced(before).open.at(-1);
  if (bracket?.character === '[') {
    return { start: Math.max(bracket.at, before.lastIndexOf(':')) + 1, extent: /^[^\]:]*/ };
  }
  const offset = /\boffset(?=(?:\s+\S+)?$)/i.exec(before);
  return offset ? { start: offset.index + offset[0].length, extent: /^\s*[^\s),]*/ } : undefined;
}
