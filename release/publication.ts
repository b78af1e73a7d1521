import { upstreamOf } from './base.ts';
import type { DeliveryOptions, Plan, Situation } from './delivery.ts';
import type { Git } from './git.ts';
import { shortOf } from './references.ts';
import { Refusal } from './refusal.ts';
import { fingerprintOf, type StagedChange } from './staged-change.ts';

/** A branch that makes the same change already. */
export interface ExistingBranch {
  readonly commit: string;
  /** Whether it is only at the remote. */
  readonly isRemote: boolean;
}

/** What is published. */
export interface Publication {
  readonly situation: Situation;
  readonly branch: string;
  readonly options: DeliveryOptions;
  /** Worktree of the new commit. */
  readonly tree: Git;
  readonly commit: string;
}

/**
 * The branch that a plan asks for, if it exists and makes exactly this change.
 * @throws Refusal if it makes another one
 */
export function existingBranch(
  { git, base, start }: Situation,
  { branch, title }: Plan,
  { fingerprint }: StagedChange,
): ExistingBranch | undefined {
  const local = git.branch(`refs/heads/${branch}`);
  const commit = local ?? git.branch(`refs/remotes/${base.remote}/${branch}`);
  if (commit === undefined) return undefined;
  const [, parent, ...others] = git.run(['rev-list', '--parents', '--max-count=1', commit]).split(' ');
  const isSame =
    parent !== undefined &&
    others.length === 0 &&
    git.isAncestor(parent, start.commit) &&
    git.run(['log', '--max-count=1', '--format=%s', commit]) === title &&
    fingerprintOf(git, parent, commit) === fingerprint;
  if (isSame) return { commit, isRemote: local === undefined };
  const wayOut = local
    ? `delete it by "git branch -D ${branch}"`
    : `delete it by "git push ${base.remote} --delete ${branch}"`;
  throw new Refusal(
    `${branch}: exists with another change (${shortOf(commit)}) than this one on top of ${start.name}; ` +
      `merge or close it, or ${wayOut}, then run this again`,
  );
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
export function push({ situation: { git, base }, branch, options, tree, commit }: Publication): string {
  const upstream = options.here ? upstreamOf(git, branch) : undefined;
  const remote = upstream?.remote ?? base.remote;
  const ref = upstream?.branch ?? `refs/heads/${branch}`;
  tree.run(['push', '--quiet', remote, `${commit}:${ref}`], { hooks: git.hooksFolder() });
  return `${remote}/${ref.replace('refs/heads/', '')}`;
}

/** Moves the branch that is checked out, with its files: all of it, or nothing if something is in the way. */
function follow({ situation: { git }, commit, options }: Publication): string[] {
  const attempt = () => git.run(['merge', '--ff-only', '--quiet', commit], { uninterrupted: true });
  return afterPush(options.push, attempt, 'follow it by "git pull --ff-only"');
}

function createBranch({ situation: { git, base }, branch, commit, options }: Publication, isPushed: boolean): string[] {
  // Git refuses if somebody else has created it meanwhile.
  const attempt = () =>
    git.run(['update-ref', '--no-deref', `refs/heads/${branch}`, commit, '0'.repeat(commit.length)]);
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
