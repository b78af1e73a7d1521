import { loadAll } from 'js-yaml';

/** An object of a generated file, under a name that is unique in it. */
export interface GeneratedObject {
  readonly name: string;
  readonly value: unknown;
}

/** The objects of a generated file; `undefined` where it holds none that can be read. */
export function generatedObjects(path: string, text: string): GeneratedObject[] | undefined {
  const values = read(path, text)?.filter((value) => value !== null && value !== undefined);
  if (!values) return undefined;
  const seen = new Map<string, number>();
  return values.map((value) => {
    const name = nameOf(value);
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return { name: count === 1 ? name : `${name} #${count}`, value };
  });
}

/** Images that the objects name, wherever that is. */
export function imagesIn(objects: readonly GeneratedObject[]): string[] {
  return objects.flatMap(({ value }) => imagesOf(value));
}

function imagesOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    key === 'image' && typeof child === 'string' ? [child] : imagesOf(child),
  );
}

function read(path: string, text: string): unknown[] | undefined {
  try {
    if (path.endsWith('.json')) return [JSON.parse(text)];
    return /\.ya?ml$/.test(path) ? loadAll(text) : undefined;
  } catch {
    return undefined;
  }
}

/** As people speak of it. Files for other programs than Kubernetes hold one value without a name. */
function nameOf(value: unknown): string {
  const { kind, metadata } = value as { kind?: unknown; metadata?: { name?: unknown; namespace?: unknown } };
  if (typeof kind !== 'string' || typeof metadata?.name !== 'string') return 'content';
  return `${kind} ${typeof metadata.namespace === 'string' ? `${metadata.namespace}/` : ''}${metadata.name}`;
}
