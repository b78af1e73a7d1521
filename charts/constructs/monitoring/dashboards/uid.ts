import { createHash } from 'node:crypto';

/** Longer ones are accepted by its schema, and refused when they are stored. */
export const longestUid = 40;

/** Uid of a dashboard that is named after something: the name itself, or, of a long one, its begin and a hash of it. */
export function uidOf(name: string): string {
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9_-]+/g, '-');
  if (plain === name && plain.length <= longestUid) return plain;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${plain.slice(0, longestUid - hash.length - 1)}-${hash}`;
}
