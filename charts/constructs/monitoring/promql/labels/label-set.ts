/** Labels of the series that an expression yields, the name of the metric aside. */
export interface LabelSet {
  /** On each of the series. */
  readonly every: ReadonlySet<string>;
  /** On some of them: more than `every` after an `or`. */
  readonly some: ReadonlySet<string>;
  /** The metric, as long as the labels are its own. */
  readonly series?: string;
  /** Whether a grouping chose them, so that there are these and no others. */
  readonly isExact: boolean;
}

/** `undefined` where nobody knows the labels. */
export type Labels = LabelSet | undefined;

/** Exactly these labels. */
export function exactly(labels: Iterable<string>): LabelSet {
  const all = new Set(labels);
  return { every: all, some: all, isExact: true };
}

/** What is left if only the named labels are kept; all of them if nobody knows which there are. */
export function keeping(labels: Labels, names: readonly string[]): LabelSet {
  if (!labels) return exactly(names);
  const { every, some } = labels;
  return { every: intersection(every, names), some: intersection(some, names), isExact: true };
}

/** What is left without the named labels. */
export function dropping(labels: Labels, names: readonly string[]): Labels {
  if (!labels) return undefined;
  const without = (set: ReadonlySet<string>) => new Set([...set].filter((label) => !names.includes(label)));
  return { every: without(labels.every), some: without(labels.some), isExact: labels.isExact };
}

/** With more labels, on each of the series. */
export function adding(labels: Labels, names: readonly string[]): Labels {
  if (!labels) return undefined;
  return {
    every: new Set([...labels.every, ...names]),
    some: new Set([...labels.some, ...names]),
    isExact: labels.isExact,
  };
}

/** Of series from either side. */
export function either(left: Labels, right: Labels): Labels {
  if (!left || !right) return undefined;
  const every = intersection(left.every, [...right.every]);
  const some = new Set([...left.some, ...right.some]);
  return { every, some, isExact: left.isExact && right.isExact && every.size === some.size };
}

function intersection(set: ReadonlySet<string>, names: readonly string[]): Set<string> {
  return new Set(names.filter((name) => set.has(name)));
}
