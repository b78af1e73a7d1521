import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Git } from './git.ts';
import { Refusal } from './refusal.ts';

/** Files of Git that exist as long as an operation is under way. */
const operations = {
  MERGE_HEAD: 'a merge',
  'rebase-merge': 'a rebase',
  'rebase-apply': 'a rebase',
  CHERRY_PICK_HEAD: 'a cherry-pick',
  REVERT_HEAD: 'a revert',
  BISECT_LOG: 'a bisection',
} as const;

/** @throws Refusal if the checkout is none, has no commit, is in the middle of something or has changes */
export function requireCleanCheckout(git: Git): void {
  requireCheckout(git);
  requireNothingUnderWay(git);
  requireNoChanges(git);
}

/** @throws Refusal if the checkout is none or has no commit */
export function requireCheckout(git: Git): void {
  const top = git.ask(['rev-parse', '--show-toplevel']);
  if (top === undefined) {
    throw new Refusal(
      `${git.folder}: is no checkout of a Git repository; clone it, an unpacked archive has no history`,
    );
  }
  if (realpathSync(top) !== realpathSync(git.folder)) {
    throw new Refusal(`${git.folder}: lies inside of the repository ${top}; it has to be a repository of its own`);
  }
  if (git.commit('HEAD') === undefined) {
    throw new Refusal(`${git.folder}: has no commit yet; commit what there is first`);
  }
}

function requireNothingUnderWay(git: Git): void {
  for (const [file, operation] of Object.entries(operations)) {
    if (!existsSync(resolve(git.folder, git.run(['rev-parse', '--git-path', file])))) continue;
    throw new Refusal(`${git.folder}: ${operation} is in progress; finish or abort it first ("git status" tells how)`);
  }
}

function requireNoChanges(git: Git): void {
  const options = ['--porcelain', '-z', '--untracked-files=all', '--ignore-submodules=none', '--no-renames'];
  const changes = git
    .run(['status', ...options])
    .split('\0')
    .filter(Boolean);
  if (changes.length === 0) return;
  const shown = changes.slice(0, 10).map((change) => `  ${change}`);
  const more = changes.length > shown.length ? [`  and ${changes.length - shown.length} more`] : [];
  throw new Refusal(
    [
      `${git.folder}: has changes that are not committed; commit them, or put them aside by "git stash --include-untracked"`,
      ...shown,
      ...more,
    ].join('\n'),
  );
}

/** @throws Refusal if the history ends before its beginning, so that it would tell half of what an environment ran */
export function requireWholeHistory(git: Git): void {
  if (git.run(['rev-parse', '--is-shallow-repository']) === 'false') return;
  throw new Refusal(`${git.folder}: is a shallow clone; get the whole history by "git fetch --unshallow"`);
}
