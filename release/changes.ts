import { type Difference, differences } from './differences.ts';
import { generatedObjects } from './generated-objects.ts';
import type { References } from './references.ts';

/** An image that a tier runs from now on. */
export interface ImageChange {
  readonly tier: string;
  readonly before: string;
  readonly after: string;
}

/** What changes about one object of a generated file. */
export interface ObjectChange {
  readonly file: string;
  readonly object: string;
  /** What happens to it as a whole; left out where only fields differ. */
  readonly whole?: 'added' | 'removed' | 'rearranged' | 'unreadable';
  readonly fields: readonly Difference[];
}

/** A generated file before and after; `undefined` where there is none. */
export interface FileChange {
  readonly file: string;
  readonly before?: string;
  readonly after?: string;
}

/** What a release does to the generated files. */
export interface GeneratedChanges {
  /** Fields of the environment that go from the old to the new image of one tier, and to nothing else. */
  readonly expected: readonly ObjectChange[];
  /** Everything else: nobody asked for it. */
  readonly unexpected: readonly ObjectChange[];
}

/** The images in which two sets of references differ. */
export function imageChanges(before: References, after: References): ImageChange[] {
  return Object.entries(after).flatMap(([tier, image]) => {
    const old = before[tier];
    return old === image || old === undefined ? [] : [{ tier, before: old, after: image }];
  });
}

/**
 * Compares the objects of generated files, field by field.
 * @param folder of the environment that is released to
 */
export function generatedChanges(
  files: readonly FileChange[],
  folder: string,
  images: readonly ImageChange[],
): GeneratedChanges {
  const all = files.flatMap(objectChanges);
  const isExpected = ({ before, after }: Difference) =>
    images.some((image) => image.before === before && image.after === after);
  const split = all.map((change) => {
    const inside = change.file.startsWith(`${folder}/`);
    const expected = inside ? change.fields.filter(isExpected) : [];
    const unexpected = change.fields.filter((field) => !expected.includes(field));
    return { change, expected, unexpected };
  });
  return {
    expected: split.flatMap(({ change, expected }) => (expected.length > 0 ? [{ ...change, fields: expected }] : [])),
    unexpected: split.flatMap(({ change, unexpected }) =>
      unexpected.length > 0 || change.whole ? [{ ...change, fields: unexpected }] : [],
    ),
  };
}

function objectChanges({ file, before, after }: FileChange): ObjectChange[] {
  const [old, next] = [objectsOf(file, before), objectsOf(file, after)];
  if (!old || !next) return [{ file, object: 'the file', whole: 'unreadable', fields: [] }];
  const names = [...new Set([...old.keys(), ...next.keys()])];
  const changes = names.flatMap((object): ObjectChange[] => {
    if (!old.has(object)) return [{ file, object, whole: 'added', fields: [] }];
    if (!next.has(object)) return [{ file, object, whole: 'removed', fields: [] }];
    const fields = differences(old.get(object), next.get(object));
    return fields.length > 0 ? [{ file, object, fields }] : [];
  });
  return changes.length > 0 ? changes : [{ file, object: 'the file', whole: 'rearranged', fields: [] }];
}

function objectsOf(file: string, text: string | undefined): Map<string, unknown> | undefined {
  if (text === undefined) return new Map();
  const objects = generatedObjects(file, text);
  return objects && new Map(objects.map(({ name, value }) => [name, value]));
}
