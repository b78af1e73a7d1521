import type { ReleaseReport } from './report.ts';
import { unexpectedWarning } from './report.ts';

/** The commit's message: what changes for whom, for whoever reads the history. */
export function commitMessage({ title, images, changes, notes, warnings }: ReleaseReport): string {
  const unexpected = unexpectedWarning(changes);
  const remarks = [...notes, ...warnings, ...(unexpected ? [unexpected] : [])];
  const lines = images.flatMap(({ tier, before, after }) => [`${tier}:`, `  from ${before}`, `  to ${after}`]);
  return [title, '', ...lines, ...remarks.flatMap((remark) => ['', remark]), ''].join('\n');
}
