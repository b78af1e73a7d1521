import { createHash } from 'node:crypto';
import type { GeneratedChanges, ImageChange, ObjectChange } from './changes.ts';
import type { Difference } from './differences.ts';

/** What is said of a release before it is made, here and in its pull request. */
export interface ReleaseReport {
  readonly title: string;
  readonly images: readonly ImageChange[];
  readonly changes: GeneratedChanges;
  /** What reviewers should know. */
  readonly notes: readonly string[];
  /** What reviewers must not overlook. */
  readonly warnings: readonly string[];
}

/** Words for what happens to an object as a whole. */
const words = {
  added: 'is new',
  removed: 'is removed',
  rearranged: 'differs in comments, order or formatting only',
  unreadable: 'cannot be compared field by field; read its lines in the commit',
} as const;

/** Characters of a value that are shown; of a longer one also its length and hash, so that it can still be compared. */
const longest = 160;

/** The report for a terminal. */
export function reportText({ title, images, changes, notes }: ReleaseReport): string {
  return [
    title,
    '',
    ...images.flatMap(({ tier, before, after }) => [`  ${tier}`, `    - ${before}`, `    + ${after}`]),
    '',
    ...imageLines(changes.expected, images),
    ...(changes.unexpected.length > 0 ? ['', 'Besides images:', ...objectLines(changes.unexpected)] : []),
    ...(notes.length > 0 ? ['', ...notes] : []),
  ].join('\n');
}

/** Why reviewers have to look twice, if more than images changes. */
export function unexpectedWarning({ unexpected }: GeneratedChanges): string | undefined {
  if (unexpected.length === 0) return undefined;
  const files = new Set(unexpected.map(({ file }) => file)).size;
  return (
    `more than images changes: ${count(unexpected.length, 'object')} in ${count(files, 'file')}. The committed files were ` +
    'not what the source says; "npm run synth" on the delivered branch, in a pull request of its own, puts that right'
  );
}

/** Where images change, grouped by file; from what to what stands above it. */
export function imageLines(changes: readonly ObjectChange[], images: readonly ImageChange[]): string[] {
  return linesByFile(changes, ({ path, before, after }) => {
    const tiers = images.filter((image) => image.before === before && image.after === after).map(({ tier }) => tier);
    return [`    ${printable(path)}: ${tiers.join(' or ')}`];
  });
}

/** Every field that changes, with its values, grouped by file. */
export function objectLines(changes: readonly ObjectChange[]): string[] {
  return linesByFile(changes, fieldLines);
}

function linesByFile(changes: readonly ObjectChange[], linesOf: (field: Difference) => string[]): string[] {
  const files = [...new Set(changes.map(({ file }) => file))];
  return files.flatMap((file) => [
    printable(file),
    ...changes
      .filter((change) => change.file === file)
      .flatMap(({ object, whole, fields }) => [
        `  ${printable(object)}${whole ? ` ${words[whole]}` : ''}`,
        ...fields.flatMap(linesOf),
      ]),
  ]);
}

export function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}

function fieldLines({ path, before, after }: Difference): string[] {
  const lines = [`    ${printable(path)}`];
  if (before !== undefined) lines.push(`      - ${shown(before)}`);
  if (after !== undefined) lines.push(`      + ${shown(after)}`);
  return lines;
}

function shown(value: unknown): string {
  const text = typeof value === 'string' && /^[\w./:@-]+$/.test(value) ? value : JSON.stringify(value);
  if (text.length <= longest) return printable(text);
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return `${printable(text.slice(0, longest))}… (${text.length} characters, sha256 ${hash})`;
}

/** Nothing in a value moves the cursor, hides text or turns its direction. */
function printable(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}
