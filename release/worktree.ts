import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Git } from './git.ts';

/**
 * Checks a commit out into a folder of its own and removes it afterwards. Whatever goes wrong in there, the branch, the
 * index and the files that somebody works on are not involved.
 */
export async function inWorktree<Result>(
  git: Git,
  commit: string,
  work: (tree: Git) => Promise<Result>,
): Promise<Result> {
  removeLeftovers(git);
  const folder = join(mkdtempSync(join(scratch(), `arq-release-${process.pid}-`)), 'tree');
  try {
    git.run(['worktree', 'add', '--quiet', '--detach', folder, commit]);
    return await work(new Git(folder));
  } finally {
    remove(git, folder);
  }
}

/** What killed processes left behind. */
function removeLeftovers(git: Git): void {
  const listed = git.run(['worktree', 'list', '--porcelain', '-z']).split('\0');
  const folders = listed.flatMap((line) => (line.startsWith('worktree ') ? [line.slice('worktree '.length)] : []));
  for (const folder of folders) {
    const [, owner] = /[/\\]arq-release-(\d+)-[^/\\]+[/\\]tree$/.exec(folder) ?? [];
    if (owner === undefined || dirname(dirname(folder)) !== scratch() || isRunning(Number(owner))) continue;
    remove(git, folder);
  }
}

function remove(git: Git, folder: string): void {
  // Twice: one that was cut short while it was added is still locked.
  git.ask(['worktree', 'remove', '--force', '--force', folder]);
  rmSync(dirname(folder), { recursive: true, force: true });
}

function scratch(): string {
  return realpathSync(tmpdir());
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
