import { upstreamOf } from './base.ts';
import type { Replaced } from './branch.ts';
import type { DeliveryOptions, Situation } from './delivery.ts';
import type { Git } from './git.ts';
import { loginSettings } from './login.ts';
import { shortOf } from './references.ts';

/** What is published. */
export interface Publication {
  readonly situation: Situation;
  readonly branch: string;
  readonly options: DeliveryOptions;
  /** Worktree of the new commit. */
  readonly tree: Git;
  readonly commit: string;
  /** What the branch gives up for it. */
  readonly replaced: Replaced;
}

/** Commits what is staged in a worktree, as a person would: the repository's hooks run. */
export function commitStaged(git: Git, tree: Git, message: string): string {
  tree.run(['commit', '--quiet', '--cleanup=whitespace', '--file=-'], { input: message, hooks: git.hooksFolder() });
  return tree.run(['rev-parse', 'HEAD']);
}

/**
 * Lets others see a commit. The remote comes first: if it says no, nothing has changed here either.
 * @returns what was done, and what went wrong without taking it back
 */
export function publish(publication: Publication): { done: string; warnings: string[] } {
  const { options, branch, commit, situation } = publication;
  const target = options.push ? push(publication) : undefined;
  const warnings = options.here ? follow(publication) : createBranch(publication, target !== undefined);
  const pushed = target === undefined ? '' : `, pushed to ${target}`;
  const onTop = options.here ? '' : `, on top of ${situation.start.name}`;
  return { done: `Committed ${shortOf(commit)} on ${branch}${onTop}${pushed}.`, warnings };
}

/** Pushes; returns where to. */
export function push({ situation: { git, base }, branch, options, tree, commit, replaced }: Publication): string {
  const upstream = options.here ? upstreamOf(git, branch) : undefined;
  const remote = upstream?.remote ?? base.remote;
  const ref = upstream?.branch ?? `refs/heads/${branch}`;
  // Whatever else somebody has pushed there meanwhile is not overwritten.
  const lease = replaced.remote === undefined ? [] : [`--force-with-lease=${ref}:${replaced.remote}`];
  const how = { hooks: git.hooksFolder(), settings: loginSettings() };
  tree.run(['push', '--quiet', ...lease, remote, `${commit}:${ref}`], how);
  return `${remote}/${ref.replace('refs/heads/', '')}`;
}

/** Moves the branch that is checked out, with its files: all of it, or nothing if something is in the way. */
function follow({ situation: { git }, commit, options }: Publication): string[] {
  const attempt = () => git.run(['merge', '--ff-only', '--quiet', commit], { uninterrupted: true });
  return afterPush(options.push, attempt, 'follow it by "git pull --ff-only"');
}

function createBranch(publication: Publication, isPushed: boolean): string[] {
  const { situation, branch, commit, options, replaced } = publication;
  const { git, base } = situation;
  // Git refuses if somebody else has created or moved it meanwhile.
  const before = replaced.local ?? '0'.repeat(commit.length);
  const attempt = () => git.run(['update-ref', '--no-deref', `refs/heads/${branch}`, commit, before]);
  const warnings = afterPush(options.push, attempt, `get it by "git fetch ${base.remote} ${branch}"`);
  if (isPushed) git.ask(['branch', '--quiet', `--set-upstream-to=${base.remote}/${branch}`, branch]);
  return warnings;
}

/** What fails once it was pushed is no failure any more. */
function afterPush(isPushed: boolean, attempt: () => void, wayOut: string): string[] {
  try {
    attempt();
    return [];
  } catch (error) {
    if (!isPushed) throw error;
    return [`it was pushed, but this checkout did not follow; ${wayOut} (${(error as Error).message})`];
  }
}
