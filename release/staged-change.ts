import type { FileChange } from './changes.ts';
import type { Git } from './git.ts';

/** What is about to be committed. */
export interface StagedChange {
  /** Git's list of paths with their contents before and after: equal for equal changes. */
  readonly fingerprint: string;
  readonly files: readonly FileChange[];
}

const list = ['-r', '--raw', '-z', '--no-renames', '--no-abbrev'];

/** Stages everything that differs in a worktree. Files that only the user's own settings ignore belong to it. */
export function stage(tree: Git): StagedChange {
  const selection = ['--modified', '--deleted', '--others', '--exclude-per-directory=.gitignore'];
  const changed = tree.run(['ls-files', '-z', ...selection]);
  if (changed !== '') {
    tree.run(['add', '--all', '--force', '--pathspec-from-file=-', '--pathspec-file-nul'], { input: changed });
  }
  const fingerprint = tree.run(['diff-index', '--cached', ...list, 'HEAD']);
  const paths = fingerprint.split('\0').filter((part) => part !== '' && !part.startsWith(':'));
  const before = tree.texts(paths.map((path) => `HEAD:${path}`));
  const after = tree.texts(paths.map((path) => `:${path}`));
  return { fingerprint, files: paths.map((file, index) => ({ file, before: before[index], after: after[index] })) };
}

/** The same of a commit with one parent. */
export function fingerprintOf(git: Git, parent: string, commit: string): string {
  return git.run(['diff-tree', ...list, parent, commit]);
}
