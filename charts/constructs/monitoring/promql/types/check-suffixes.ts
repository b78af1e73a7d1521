import type { Finding } from '../finding.ts';
import type { Modified, Range } from '../syntax/ast.ts';
import { expectType } from './expect-type.ts';

/** Windows on what can have none. */
export function checkRange({ of, isSubquery, from }: Range): Finding[] {
  if (isSubquery) return expectType(of, ['vector'], 'a window with a colon is put on');
  if (of.kind === 'selector') return [];
  const message =
    of.kind === 'modified' && of.by === 'offset'
      ? 'a window cannot follow the offset; write it first, as in x[5m] offset 1h'
      : 'a window follows a selector, as in rate(x[5m]); on anything else write it with a colon, as in [5m:]';
  return [{ at: from, message }];
}

/** Signs, offsets and times on what can have none. */
export function checkModified({ by, of, from }: Modified): Finding[] {
  if (by === 'parentheses') return [];
  if (by === 'sign') return expectType(of, ['vector', 'scalar'], 'a sign is put before');
  const isSelected = of.kind === 'selector' || of.kind === 'range';
  const isFurther = of.kind === 'modified' && (of.by === 'offset' || of.by === '@') && of.by !== by;
  return isSelected || isFurther
    ? []
    : [{ at: from, message: `"${by}" follows a selector or its window, and that once; write it there` }];
}
