import type { DeliveryOptions, Plan, Situation } from './delivery.ts';
import type { Git } from './git.ts';
import { treeTrailer } from './message.ts';
import { shortOf } from './references.ts';
import { Refusal } from './refusal.ts';
import { fingerprintOf, type StagedChange } from './staged-change.ts';

/** What stands where a plan wants its branch. */
export interface BranchState {
  /** A branch that makes exactly the planned change already. */
  readonly same?: { readonly commit: string /** Whether it is only at the remote. */; readonly isRemote: boolean };
  /** Commits that the new one takes the place of. */
  readonly replaced: Replaced;
}

/** Commits that a branch gives up. */
export interface Replaced {
  readonly local?: string;
  readonly remote?: string;
}

/**
 * The branch that a plan asks for, as it stands.
 * @throws Refusal if it makes another change, and must or may not be replaced
 */
export function branchState(
  situation: Situation,
  plan: Plan,
  staged: StagedChange,
  { replace }: Pick<DeliveryOptions, 'replace'>,
): BranchState {
  const { git, base } = situation;
  const local = git.branch(`refs/heads/${plan.branch}`);
  const remote = git.branch(`refs/remotes/${base.remote}/${plan.branch}`);
  const commit = local ?? remote;
  if (commit === undefined) return { replaced: {} };
  const isDiverged = local !== undefined && remote !== undefined && !git.isAncestor(remote, local);
  if (isSame(situation, plan, staged, commit)) {
    if (isDiverged && replace) requireReplaceable(situation, plan, remote, 'remote');
    return {
      same: { commit, isRemote: local === undefined },
      replaced: isDiverged && replace ? { remote } : {},
    };
  }
  if (!replace) throw inTheWay(situation, plan, commit, local === undefined ? 'remote' : 'local');
  if (local !== undefined) requireReplaceable(situation, plan, local, 'local');
  if (remote !== undefined) requireReplaceable(situation, plan, remote, 'remote');
  requireNotCheckedOut(git, plan.branch);
  return { replaced: { local, remote } };
}

function isSame({ git, start }: Situation, { title }: Plan, { fingerprint }: StagedChange, commit: string): boolean {
  const [, parent, ...others] = git.run(['rev-list', '--parents', '--max-count=1', commit]).split(' ');
  return (
    parent !== undefined &&
    others.length === 0 &&
    git.isAncestor(parent, start.commit) &&
    git.run(['log', '--max-count=1', '--format=%s', commit]) === title &&
    fingerprintOf(git, parent, commit) === fingerprint
  );
}

/** @throws Refusal if somebody's work would be lost */
function requireReplaceable(situation: Situation, plan: Plan, commit: string, side: 'local' | 'remote'): void {
  if (!isReplaceable(situation, commit)) throw inTheWay(situation, plan, commit, side);
}

function isReplaceable({ git, base }: Situation, commit: string): boolean {
  return isMadeHere(git, base.commit, commit) || isContained(git, base.commit, commit);
}

/** Whether these commands made all of it, and nobody has added or amended anything. */
function isMadeHere(git: Git, base: string, commit: string): boolean {
  if (git.lines(['rev-list', `${base}..${commit}`]).length !== 1) return false;
  const format = `%(trailers:key=${treeTrailer},valueonly,separator=%x20) %T`;
  const [recorded, tree] = git.run(['log', '--max-count=1', `--format=${format}`, commit]).split(' ');
  return recorded !== '' && recorded === tree;
}

/** Whether the base once had everything that a branch changes, as after a squash. */
function isContained(git: Git, base: string, commit: string): boolean {
  const start = git.ask(['merge-base', base, commit]);
  if (start === undefined) return false;
  const paths = git.run(['diff', '--name-only', '-z', '--no-renames', start, commit]).split('\0').filter(Boolean);
  if (paths.length === 0) return true;
  const candidates = git.lines(['log', '--first-parent', '--format=%H', base, `^${start}`, '--', ...paths]);
  return candidates.some((one) => git.ask(['diff', '--quiet', one, commit, '--', ...paths]) !== undefined);
}

function requireNotCheckedOut(git: Git, branch: string): void {
  const listed = git.run(['worktree', 'list', '--porcelain', '-z']).split('\0');
  if (!listed.includes(`branch refs/heads/${branch}`)) return;
  throw new Refusal(`${branch}: is checked out, so it is not replaced; switch to another branch first`);
}

function inTheWay(situation: Situation, { branch }: Plan, commit: string, side: 'local' | 'remote'): Refusal {
  const { base, start } = situation;
  const deletion = side === 'local' ? `git branch -D ${branch}` : `git push ${base.remote} --delete ${branch}`;
  const wayOut = isReplaceable(situation, commit)
    ? 'say --replace, for it holds nothing but what these commands made or what was merged'
    : `merge or close it, or delete it by "${deletion}", then run this again`;
  return new Refusal(
    `${branch}: exists with another change (${shortOf(commit)}) than this one on top of ${start.name}; ${wayOut}`,
  );
}
