import { dump } from 'js-yaml';
import type { KubernetesObject } from '../kubernetes/manifest.ts';

/** Keys that come first, since they say what the rest is about. All others follow by code unit. */
const firstKeys = ['apiVersion', 'kind', 'metadata', 'name', 'namespace'];

/** Marks a file as written by this library; only such files are ever removed. */
export const generatedMark = '# Generated';

/** Objects as a YAML file with a comment on top. Strings that YAML 1.1 would read as something else are quoted. */
export function toYaml(comment: readonly string[], objects: readonly KubernetesObject[]): string {
  const head = comment.map((line) => `# ${line}\n`).join('');
  // No separator before the first: some readers would see an empty document above it.
  return head + objects.map((object) => block(object, '')).join('---\n');
}

/** Any data as YAML in the same style, for configuration files of programs. */
export function toYamlText(data: object): string {
  return block(data, '');
}

/**
 * A mapping or sequence in block style. js-yaml decides how each scalar and key is written; it is asked once for each
 * distinct one, since the same few hundred labels, names and numbers make up most of the output.
 */
function block(value: object, indent: string): string {
  if (Array.isArray(value)) return value.map((item) => `${indent}- ${inline(item, `${indent}  `)}`).join('');
  return Object.keys(value)
    .filter((key) => (value as Record<string, unknown>)[key] !== undefined)
    .sort(byRank)
    .map((key) => `${indent}${keyText(key)}:${afterKey((value as Record<string, unknown>)[key], indent)}`)
    .join('');
}

/** What follows `key:`. */
function afterKey(value: unknown, indent: string): string {
  return isFilled(value) ? `\n${block(value, `${indent}  `)}` : ` ${scalar(value, indent)}`;
}

/** What follows `- `: the first line stands beside the dash. */
function inline(value: unknown, indent: string): string {
  return isFilled(value) ? block(value, indent).slice(indent.length) : scalar(value, indent.slice(2));
}

function isFilled(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

const scalars = new Map<unknown, string>();

/** A scalar, or an empty collection. Further lines of a text are indented below `indent`. */
function scalar(value: unknown, indent: string): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? '[]\n' : '{}\n';
  if (isPlain(value)) return `${value}\n`;
  let text = scalars.get(value);
  if (text === undefined) {
    // After a key, as here; by itself a scalar is a document, which is written differently.
    text = dump({ k: value }, { lineWidth: -1 })
      .slice('k: '.length)
      .replace(/\n\.\.\.\n$/, '\n');
    scalars.set(value, text);
  }
  return indent === '' ? text : text.replaceAll(/\n(?=[^\n])/g, `\n${indent}`);
}

/** Words, paths, images, addresses and quantities that no reader of YAML takes for something else. */
const plain = /^(?:[a-z/][\w./@=,-]*(?::[\w./@=,-]+)*|\d+(?:m|[KMGT]i))$/i;
/** What some reader of YAML takes for a truth value or for nothing. */
const words = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

/** Whether a scalar stands for itself. Most do, and asking js-yaml takes longer than everything else about the file. */
function isPlain(value: unknown): boolean {
  if (typeof value === 'string') return plain.test(value) && !words.test(value);
  return typeof value === 'boolean' || (Number.isSafeInteger(value) && (value as number) > 0);
}

const keys = new Map<string, string>();

function keyText(key: string): string {
  if (isPlain(key)) return key;
  let text = keys.get(key);
  if (text === undefined) {
    text = dump({ [key]: 0 }, { lineWidth: -1 }).slice(0, -': 0\n'.length);
    keys.set(key, text);
  }
  return text;
}

function byRank(a: string, b: string): number {
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}

function rank(key: string): number {
  const index = firstKeys.indexOf(key);
  return index < 0 ? firstKeys.length : index;
}
