import { loadAll } from 'js-yaml';
import type { KubernetesObject } from '../kubernetes/manifest.ts';

/** What changes between two versions of a file, one line per object or field, as a reviewer would say it. */
export function describeChanges(before: string, after: string): string[] {
  const [old, next] = [parse(before), parse(after)];
  if (!old || !next) return ['cannot be read as Kubernetes objects'];
  const names = [...new Set([...old.keys(), ...next.keys()])].sort();
  const lines = names.flatMap((name) => {
    const [a, b] = [old.get(name), next.get(name)];
    if (a && b) return fieldChanges(a, b, []).map((change) => `${name}: ${change}`);
    return [a ? `${name}: removed` : `${name}: added`];
  });
  return lines.length > 0 ? lines : ['only comments, order or formatting differ'];
}

function parse(text: string): Map<string, KubernetesObject> | undefined {
  try {
    const objects = loadAll(text) as (KubernetesObject | null)[];
    return new Map(objects.flatMap((object) => (object ? [[`${object.kind} ${object.metadata.name}`, object]] : [])));
  } catch {
    return undefined;
  }
}

function fieldChanges(before: unknown, after: unknown, path: readonly string[]): string[] {
  if (isTree(before) && isTree(after) && Array.isArray(before) === Array.isArray(after)) {
    const [a, b] = [byKey(before), byKey(after)];
    const keys = [...new Set([...a.keys(), ...b.keys()])];
    return keys.flatMap((key) => fieldChanges(a.get(key), b.get(key), [...path, key]));
  }
  return Object.is(before, after) ? [] : [`${path.join('.')}: ${show(before)} -> ${show(after)}`];
}

function isTree(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Fields by key; items of a list by their name where they have one, so that an insertion is one change and not many. */
function byKey(tree: object): Map<string, unknown> {
  if (!Array.isArray(tree)) return new Map(Object.entries(tree));
  return new Map(tree.map((item, index) => [isTree(item) && 'name' in item ? `[${item.name}]` : `[${index}]`, item]));
}

function show(value: unknown): string {
  if (value === undefined) return 'absent';
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
