import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

/**
 * The objects of all YAML files below some folders, by path below `root`.
 * @param {string} root
 * @param {readonly string[]} folders
 * @returns {Map<string, object[]>}
 */
export function readFiles(root, folders) {
  const entries = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(root.length + 1).replaceAll('\\', '/'), parse(path)]),
  );
  return new Map(entries);
}

/** YAML 1.1 is what Kubernetes reads. */
function parse(path) {
  return parseAllDocuments(readFileSync(path, 'utf8'), { version: '1.1' }).flatMap((document) => {
    if (document.errors.length > 0) throw new Error(`${path}: ${document.errors[0].message}`);
    return document.toJS() ?? [];
  });
}

/**
 * Holds what a peer writes against the committed objects, as sets: order and notation are its own affair.
 * @throws Error if they differ
 */
export function requireEqual(peer, expected, actual) {
  const [wanted, found] = [texts(expected), texts(actual)];
  const missing = wanted.filter((text) => !found.includes(text));
  const extra = found.filter((text) => !wanted.includes(text));
  if (missing.length === 0 && extra.length === 0 && wanted.length === found.length) return;
  throw new Error(
    `${peer} writes other objects, so its time would mean nothing: of ${wanted.length} expected objects ` +
      `${missing.length} are missing, and ${extra.length} of its ${found.length} are unexpected\n` +
      `- ${missing[0]}\n+ ${extra[0]}`,
  );
}

const texts = (objects) => objects.map((object) => JSON.stringify(sorted(object)));

function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}
