import { createHash } from 'node:crypto';
import type { ImageChange } from './changes.ts';
import { partsOf, shortOf } from './references.ts';

/** What people call an image: its tag, or the beginning of its digest. */
export function versionOf(reference: string): string {
  const { tag, digest = '' } = partsOf(reference);
  return tag ?? shortOf(digest.replace('sha256:', ''));
}

/** Tiers with their new versions, such as "backend and frontend 0.2.0". */
export function describeVersions(images: readonly ImageChange[]): string {
  const versions = [...new Set(images.map(({ after }) => versionOf(after)))];
  const parts = versions.map((version) => {
    const tiers = images.filter(({ after }) => versionOf(after) === version).map(({ tier }) => tier);
    return `${listOf(tiers)} ${version}`;
  });
  return listOf(parts);
}

/** The new versions as the part of a branch's name: the one that all tiers have, or a hash of all. */
export function branchVersion(images: readonly ImageChange[]): string {
  const [version = '', ...others] = new Set(images.map(({ after }) => versionOf(after)));
  const isName = others.length === 0 && !/\.\.|\.$|\.lock$/.test(version);
  if (isName) return version;
  const references = images.map(({ after }) => after).join('\n');
  return shortOf(createHash('sha256').update(references).digest('hex'));
}

/** "a", "a and b", "a, b and c". */
export function listOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
