/** A field that has another value than before. */
export interface Difference {
  /** Where it is, such as `spec.containers[backend].image`. */
  readonly path: string;
  /** `undefined` where there was none. */
  readonly before?: unknown;
  /** `undefined` where there is none any more. */
  readonly after?: unknown;
}

/**
 * Every field in which two values differ; none is ever left out. Items of a list are told apart by their names, so that
 * one that is inserted is one difference, but only where the names do tell them apart; otherwise by their place.
 */
export function differences(before: unknown, after: unknown, path = ''): Difference[] {
  if (Object.is(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after)) return ofLists(before, after, path);
  if (isMap(before) && isMap(after)) return ofMaps(before, after, path);
  return [{ path, before, after }];
}

function ofMaps(before: Record<string, unknown>, after: Record<string, unknown>, path: string): Difference[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => {
    const shown = /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
    return differences(own(before, key), own(after, key), path === '' ? shown : `${path}.${shown}`);
  });
}

function ofLists(before: readonly unknown[], after: readonly unknown[], path: string): Difference[] {
  const [old, next] = [namesOf(before), namesOf(after)];
  if (!old || !next) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }, (_, index) => differences(before[index], after[index], `${path}[${index}]`)).flat();
  }
  const names = [...new Set([...old, ...next])];
  const inside = names.flatMap((name) =>
    differences(before[old.indexOf(name)], after[next.indexOf(name)], `${path}[${name}]`),
  );
  const [oldOrder, newOrder] = [old.filter((name) => next.includes(name)), next.filter((name) => old.includes(name))];
  return [...inside, ...differences(oldOrder.join(', '), newOrder.join(', '), `${path}[order]`)];
}

/** The names of a list's items; `undefined` unless all have one and no two the same. */
function namesOf(list: readonly unknown[]): string[] | undefined {
  const names = list.map((item) => (isMap(item) ? own(item, 'name') : undefined));
  const areNames = names.every((name) => typeof name === 'string' && /^[\w./-]+$/.test(name));
  return areNames && new Set(names).size === names.length ? (names as string[]) : undefined;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function own(map: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}
