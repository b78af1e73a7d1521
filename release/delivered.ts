import { type Base, findBase } from './base.ts';
import { requireCheckout, requireWholeHistory } from './checkout.ts';
import { Git } from './git.ts';
import { loginSettings } from './login.ts';
import { writeOutput } from './output.ts';
import { environmentOf, type Project } from './project.ts';
import { proofTag, tagsOf } from './proofs.ts';
import { shortOf } from './references.ts';
import { Refusal } from './refusal.ts';
import { deliveredCommit } from './revision.ts';

/** What was seen. */
export interface DeliveredRequest {
  readonly environment: string;
  /** Commit of the delivered branch that was synced and healthy. */
  readonly revision: string;
  readonly push: boolean;
  /** File that the outcome is added to, as `key=value`. */
  readonly output?: string;
}

/** Records by a tag that an environment was synced and healthy at a commit: what promote and rollback go by. */
export function recordDelivered(project: Project, request: DeliveredRequest): void {
  const { environment, revision, push, output } = request;
  const git = new Git(project.root);
  requireCheckout(git);
  requireWholeHistory(git);
  environmentOf(project, environment);
  const base = findBase(git, project.branch, true);
  const commit = syncedCommit(git, base, revision);
  const tag = proofTag(environment, commit);
  writeOutput(output, {});
  const known = hasProof(git, base, tag, commit);
  const object = known ? git.run(['rev-parse', '--verify', `refs/tags/${tag}`]) : makeTag(git, environment, commit);
  // The remote comes first: if it says no, nothing has changed here either.
  const isPushed = push && pushTag(git, base, { tag, commit, object });
  if (!known) git.run(['update-ref', `refs/tags/${tag}`, object, '0'.repeat(object.length)]);
  const isNew = push ? isPushed : !known;
  const place = isPushed ? `, pushed to ${base.remote}` : '';
  console.log(isNew ? `Recorded ${tag}${place}.` : `Nothing to do: ${tag} is recorded already.`);
  if (isNew && !push) console.log(`Next: "git push ${base.remote} refs/tags/${tag}", so that others know.`);
  writeOutput(output, { tag, changed: `${isNew}` });
}

/** @throws Refusal if Argo CD, which follows the branch's tip, never had the commit */
function syncedCommit(git: Git, base: Base, name: string): string {
  const commit = deliveredCommit(git, base, name);
  if (git.lines(['rev-list', '--first-parent', base.commit]).includes(commit)) return commit;
  throw new Refusal(
    `${name}: came into ${base.name} with a merge and never was its tip, so it was not synced; name the merge, or ` +
      `another commit that "git log --first-parent ${base.name}" lists`,
  );
}

function hasProof(git: Git, base: Base, tag: string, commit: string): boolean {
  const ref = `refs/tags/${tag}`;
  if (git.branch(ref) === undefined) return false;
  if (tagsOf(git, ref).some((proof) => proof.commit === commit)) return true;
  throw wrongTag(tag, commit, `"git tag --delete ${tag}" and "git push ${base.remote} --delete ${ref}"`);
}

/** An object that no name leads to yet. */
function makeTag(git: Git, environment: string, commit: string): string {
  const tagger = git.run(['var', 'GIT_COMMITTER_IDENT']);
  const lines = [`object ${commit}`, 'type commit', `tag ${proofTag(environment, commit)}`, `tagger ${tagger}`];
  const message = `${environment} was synced and healthy at ${shortOf(commit)}`;
  return git.run(['mktag'], { input: [...lines, '', message, ''].join('\n') });
}

/** Whether the remote did not have it yet. */
function pushTag(
  git: Git,
  base: Base,
  { tag, commit, object }: { tag: string; commit: string; object: string },
): boolean {
  if (isAtRemote(git, base, tag, commit)) return false;
  try {
    const refspec = `${object}:refs/tags/${tag}`;
    git.run(['push', '--quiet', base.remote, refspec], { hooks: git.hooksFolder(), settings: loginSettings() });
    return true;
  } catch (error) {
    // Somebody else has recorded the same meanwhile.
    if (isAtRemote(git, base, tag, commit)) return false;
    throw error;
  }
}

function isAtRemote(git: Git, { remote }: Base, tag: string, commit: string): boolean {
  const ref = `refs/tags/${tag}`;
  const listed = git.run(['ls-remote', remote, ref, `${ref}^{}`], { settings: loginSettings() });
  if (listed === '') return false;
  if (listed.split('\n').includes(`${commit}\t${ref}^{}`)) return true;
  throw wrongTag(tag, commit, `"git push ${remote} --delete ${ref}"`);
}

function wrongTag(tag: string, commit: string, deletion: string): Refusal {
  return new Refusal(`${tag}: exists, but is no annotated tag of ${shortOf(commit)}; delete it by ${deletion}`);
}
