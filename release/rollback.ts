import { imageChanges } from './changes.ts';
import { requireWholeHistory } from './checkout.ts';
import { contractRisk } from './contracts.ts';
import type { Decision, Situation } from './delivery.ts';
import { type Release, releasesOf, wasDelivered } from './history.ts';
import { environmentOf, imageFileOf, manifestsOf } from './project.ts';
import { findProof, type Proof, proofsOf, waysToProve } from './proofs.ts';
import { areSame, only, partsOf, type References, referencesAt, shortOf } from './references.ts';
import { Refusal } from './refusal.ts';
import { deliveredCommit } from './revision.ts';
import { describeVersions } from './versions.ts';

/** A return to what an environment ran before. */
export interface RollbackRequest {
  readonly environment: string;
  /**
   * Commit whose images return.
   * @default the newest one that is proved and has other images than now
   */
  readonly to?: string;
  /**
   * Commit that failed: once the environment has other images than it had there, or those are proved, nothing is to be
   * done about images.
   */
  readonly failed?: string;
  /** Whether the older release may meet a database that it does not know. */
  readonly acceptContractRisk: boolean;
}

/** Decides on `npm run rollback`. Only the project's own images return, never configuration. */
export function decideRollback(situation: Situation, request: RollbackRequest): Decision {
  const { git, project, base, start } = situation;
  const { environment } = request;
  environmentOf(project, environment);
  requireWholeHistory(git);
  const before = referencesAt(git, project, environment, start.commit);
  const now = ownImages(situation, environment, before, start.commit);
  const proofs = proofsOf(git, base, environment);
  const innocent =
    request.failed === undefined ? undefined : innocence(situation, request, request.failed, now, proofs);
  if (innocent) return innocent;
  const past = releasesOf(git, project, environment, base.commit, project.ownTiers);
  const found = findTarget(situation, request, now, past, proofs);
  if ('nothing' in found) return found;
  const { target, proof } = found;
  const references = { ...before, ...target.images };
  const changes = imageChanges(before, references);
  const risk = contractRisk(situation, now, target, past, request.acceptContractRisk);
  const unfixed = changes.filter(({ after }) => partsOf(after).digest === undefined);
  return {
    environment,
    references,
    branch: `rollback/${environment}-${shortOf(target.first)}`,
    title: `Roll ${environment} back to ${describeVersions(changes)}`,
    notes: [
      `${environment} had these images since ${shortOf(target.first)}${proof ? `, and was healthy with them at ${shortOf(proof.commit)} (${proof.tag})` : ''}`,
      ...risk.notes,
    ],
    warnings: [
      ...(proof ? [] : [`${environment} was never proved with these images; they may never have served`]),
      ...risk.warnings,
      ...unfixed.map(({ tier, after }) => `${tier}: ${after} has no digest; nobody can tell whether the tag was moved`),
    ],
  };
}

/** Why the images are not what has to change about a commit that failed; `undefined` if they may be. */
function innocence(
  situation: Situation,
  { environment, to }: RollbackRequest,
  failed: string,
  now: References,
  proofs: readonly Proof[],
): { nothing: string } | undefined {
  const { git, project, base } = situation;
  if (!areSame(imagesAt(situation, environment, failed), now)) {
    return { nothing: `${environment} has other images than at ${failed} already` };
  }
  // Whoever names what is to return has decided.
  if (to !== undefined) return undefined;
  const proof = findProof(situation, environment, proofs, project.ownTiers, (images) => areSame(images, now));
  if (!proof) return undefined;
  const commit = deliveredCommit(git, base, failed);
  const since = ['log', '--first-parent', '--format=%H', commit, `^${proof.commit}`];
  const suspects = git.lines([...since, '--', manifestsOf(project, environment)]).map(shortOf);
  const wayOut =
    suspects.length > 0
      ? `revert the configuration: "git revert ${suspects.join(' ')}"`
      : `nothing of ${environment} has changed from there to ${failed}, so look into its cluster, or name by --to what is to return`;
  return { nothing: `the images were proved before (${proof.tag}); ${wayOut}` };
}

/** What returns, with its proof unless somebody has named it without. */
interface Target {
  readonly target: Release;
  readonly proof?: Proof;
}

function findTarget(
  situation: Situation,
  { environment, to }: RollbackRequest,
  now: References,
  past: readonly Release[],
  proofs: readonly Proof[],
): Target | { nothing: string } {
  const { git, project, base } = situation;
  const proofOf = (accepts: (images: References) => boolean) =>
    findProof(situation, environment, proofs, project.ownTiers, accepts);
  if (to === undefined) return provedTarget(situation, environment, now, past, proofs);
  const images = imagesAt(situation, environment, to);
  if (areSame(images, now)) return { nothing: `${environment} has the images of ${to} already` };
  const target = past.find(
    (release) => areSame(release.images, images) && wasDelivered(git, project, environment, base.commit, release),
  );
  if (target) return { target, proof: proofOf((proved) => areSame(proved, images)) };
  throw new Refusal(
    `${to}: ${environment} never ran its images together on ${base.name}; name a commit of its first parents ` +
      `("git log --first-parent ${base.name} -- ${imageFileOf(project, environment)}" lists them)`,
  );
}

/**
 * The newest release before the present one that is proved. A second rollback in a row would lead further and further back,
 * or to what the first one led away from.
 */
function provedTarget(
  situation: Situation,
  environment: string,
  now: References,
  past: readonly Release[],
  proofs: readonly Proof[],
): Target | { nothing: string } {
  const { git, project, base } = situation;
  if (proofs.length === 0) {
    throw new Refusal(
      `${environment}: no commit of ${base.name} is proved, so nobody knows which images have served; name a commit by ` +
        `--to, or ${waysToProve(situation, environment)}`,
    );
  }
  const present = past.filter(({ images }) => areSame(images, now));
  // Beside the release that is there now, or that is about to be. Without proof it is one that failed again.
  const isReturned =
    present.some((release) => release !== past[0]) &&
    findProof(situation, environment, proofs, project.ownTiers, (images) => areSame(images, now)) !== undefined;
  const oldest = isReturned ? present.at(-1) : undefined;
  const before = oldest && new Set(git.lines(['rev-list', '--first-parent', oldest.first]).slice(1));
  const earlier = proofs.filter(({ commit }) => before?.has(commit) ?? true);
  const proof = findProof(situation, environment, earlier, project.ownTiers, (images) => !areSame(images, now));
  const target = proof && releaseAt(situation, environment, past, proof.commit);
  if (isReturned) {
    const wayOut = target ? `; to go further back, say --to ${shortOf(target.first)}` : '';
    return { nothing: `${environment} was rolled back last, to images that it had before${wayOut}` };
  }
  if (target) return { target, proof };
  throw new Refusal(`${environment}: was never proved with other images than now; there is nothing to roll back to`);
}

/** The release that was there at a commit. */
function releaseAt(
  situation: Situation,
  environment: string,
  past: readonly Release[],
  commit: string,
): Release | undefined {
  const images = imagesAt(situation, environment, commit);
  return past.find((release) => areSame(release.images, images));
}

function imagesAt(situation: Situation, environment: string, name: string): References {
  const { git, project, base } = situation;
  const commit = deliveredCommit(git, base, name);
  return ownImages(situation, environment, referencesAt(git, project, environment, commit), commit);
}

function ownImages({ project }: Situation, environment: string, references: References, commit: string): References {
  const found = only(project.ownTiers, references);
  if (found) return found;
  const missing = project.ownTiers.filter((tier) => !Object.hasOwn(references, tier));
  throw new Refusal(
    `${imageFileOf(project, environment)}: names no image for ${missing.join(', ')} at ${shortOf(commit)}; ` +
      'name a commit at which it does',
  );
}
