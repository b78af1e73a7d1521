import type { Base } from './base.ts';
import type { Git } from './git.ts';
import { Refusal } from './refusal.ts';

/**
 * The commit that a user names.
 * @throws Refusal if there is none, or it never was in the delivered branch
 */
export function deliveredCommit(git: Git, base: Base, name: string): string {
  const commit = git.commit(name);
  if (commit === undefined) {
    throw new Refusal(`${name}: is no commit that is known here; run "git fetch ${base.remote}", or correct the name`);
  }
  if (git.isAncestor(commit, base.commit)) return commit;
  throw new Refusal(`${name}: is not in ${base.name}, so nothing of it was delivered; name a commit of that branch`);
}
