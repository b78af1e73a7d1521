import type { Git } from './git.ts';
import { Refusal } from './refusal.ts';

/** A commit by the name that users know it by. */
export interface Point {
  readonly name: string;
  readonly commit: string;
}

/** The delivered branch. */
export interface Base extends Point {
  /** Where it is pushed to. */
  readonly remote: string;
}

/**
 * The delivered branch as the remote has it, since Argo CD reads it there; the local one where there is no remote.
 * @param mayDiffer whether the local branch may be elsewhere, because nothing starts there
 * @throws Refusal if there is none, or the local one has another commit
 */
export function findBase(git: Git, branch: string, mayDiffer: boolean): Base {
  const local = git.branch(`refs/heads/${branch}`);
  const upstream = upstreamOf(git, branch) ?? { ref: `refs/remotes/origin/${branch}`, remote: 'origin' };
  const followed = git.branch(upstream.ref);
  const name = upstream.ref.replace('refs/remotes/', '');
  if (followed === undefined) {
    if (local !== undefined) return { name: branch, commit: local, remote: upstream.remote };
    throw new Refusal(`${branch}: is no branch here nor at ${upstream.remote}; get it by "git fetch origin ${branch}"`);
  }
  if (local !== undefined && !mayDiffer) requireLevel(git, { name: branch, commit: local }, { name, commit: followed });
  return { name, commit: followed, remote: upstream.remote };
}

/**
 * The branch that is checked out.
 * @throws Refusal if none is, or its upstream has commits that it lacks
 */
export function currentBranch(git: Git): Point {
  const name = git.ask(['symbolic-ref', '--quiet', '--short', 'HEAD']);
  if (name === undefined) {
    throw new Refusal('HEAD: is detached, so --here has no branch to commit on; switch to one, or leave --here out');
  }
  const commit = git.run(['rev-parse', 'HEAD']);
  const upstream = upstreamOf(git, name);
  const followed = upstream && git.branch(upstream.ref);
  if (upstream && followed && !git.isAncestor(followed, commit)) {
    throw new Refusal(`${name}: lacks commits of ${upstream.ref.replace('refs/remotes/', '')}; run "git pull" first`);
  }
  return { name, commit };
}

/** What a branch follows: the remote's name, its branch, and where that is kept here. */
export function upstreamOf(git: Git, branch: string): { ref: string; remote: string; branch: string } | undefined {
  const format = '%(upstream)%00%(upstream:remotename)%00%(upstream:remoteref)';
  const [ref, remote, remoteBranch] = git
    .run(['for-each-ref', `--format=${format}`, `refs/heads/${branch}`])
    .split('\0');
  // A branch that follows another one here has no remote.
  return ref && remote && remoteBranch && remote !== '.' ? { ref, remote, branch: remoteBranch } : undefined;
}

function requireLevel(git: Git, local: Point, followed: Point): void {
  if (local.commit === followed.commit) return;
  const counts = git.run(['rev-list', '--left-right', '--count', `${local.commit}...${followed.commit}`]);
  const [ahead = 0, behind = 0] = counts.split('\t').map(Number);
  const states = [ahead > 0 ? `${ahead} ahead of` : '', behind > 0 ? `${behind} behind` : ''].filter(Boolean);
  const wayOut =
    ahead === 0
      ? `bring it up to date by "git fetch . ${followed.name}:${local.name}", or by "git pull --ff-only" while on it`
      : 'push what it has, or move that to a branch of its own: a release begins at what is delivered';
  throw new Refusal(`${local.name}: is ${states.join(' and ')} ${followed.name}; ${wayOut}`);
}
