import type { ReleaseReport } from './report.ts';
import { unexpectedWarning } from './report.ts';

/** Tells that a commit is as these commands made it: it names the tree that it had then. */
export const treeTrailer = 'Release-Tree';

/** The commit's message: what changes for whom, for whoever reads the history. */
export function commitMessage({ title, images, changes, notes, warnings }: ReleaseReport, tree: string): string {
  const unexpected = unexpectedWarning(changes);
  const remarks = [...notes, ...warnings, ...(unexpected ? [unexpected] : [])];
  const lines = images.flatMap(({ tier, before, after }) => [`${tier}:`, `  from ${before}`, `  to ${after}`]);
  const paragraphs = remarks.flatMap((remark) => ['', remark]);
  return [title, '', ...lines, ...paragraphs, '', `${treeTrailer}: ${tree}`, ''].join('\n');
}
