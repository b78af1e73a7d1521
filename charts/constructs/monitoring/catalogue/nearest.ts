/** Names that differ in more than this share of their characters are different words, not slips of the pen. */
const largestShare = 1 / 3;

/**
 * The name that takes the fewest slips of the pen to get to: a character too many, one too few, a wrong one, or two
 * neighbours exchanged. Of equally near ones the first of the alphabet.
 * @returns `undefined` if no name is near
 */
export function nearestOf(name: string, names: Iterable<string>): string | undefined {
  let limit = Math.max(1, Math.floor(name.length * largestShare));
  let nearest: string | undefined;
  for (const candidate of names) {
    const slips = distance(name, candidate, limit);
    if (slips > limit || (slips === limit && nearest !== undefined && nearest < candidate)) continue;
    limit = slips;
    nearest = candidate;
  }
  return nearest;
}

/** Restricted Damerau-Levenshtein distance; anything above `limit` if it is larger. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      const isExchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      current[j] = Math.min(
        at(previous, j) + 1,
        at(current, j - 1) + 1,
        at(previous, j - 1) + (isSame ? 0 : 1),
        isExchanged ? at(beforePrevious, j - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    // Neither this row nor those to come can get below its minimum, unless by an exchange across it.
    if (Math.min(...current) > limit && Math.min(...previous) > limit) return limit + 1;
    beforePrevious = previous;
    previous = current;
  }
  return at(previous, b.length);
}

const at = (row: readonly number[], index: number) => row[index] ?? Number.POSITIVE_INFINITY;
