import { type ImageChange, imageChanges } from './changes.ts';
import { requireWholeHistory } from './checkout.ts';
import type { Decision, Situation } from './delivery.ts';
import { releasesOf } from './history.ts';
import { environmentOf, imageFileOf, type Project } from './project.ts';
import { findProof, type Proof, proofsOf, waysToProve } from './proofs.ts';
import { areSame, only, type References, referencesAt, requireFit, shortOf } from './references.ts';
import { Refusal } from './refusal.ts';
import { deliveredCommit } from './revision.ts';
import { describeVersions, listOf } from './versions.ts';

/** A move of what one environment runs to another one. */
export interface PromoteRequest {
  readonly from: string;
  readonly to: string;
  /**
   * Commit whose images move.
   * @default the newest one that the first environment was proved at
   */
  readonly revision?: string;
  /** Whether images that others build move as well; they are configuration, and usually reviewed on their own. */
  readonly all: boolean;
  readonly repositoryChanges: boolean;
  /** Whether images may move that the first environment got before those that the second one has. */
  readonly older: boolean;
}

/** Decides on `npm run promote`. */
export function decidePromote(situation: Situation, request: PromoteRequest): Decision {
  const { git, project, base, start } = situation;
  const { from, to, all, repositoryChanges } = request;
  requireDirection(project, from, to);
  requireWholeHistory(git);
  const proofs = proofsOf(git, base, from);
  const commit =
    request.revision === undefined ? newest(situation, from, proofs) : deliveredCommit(git, base, request.revision);
  const source = referencesAt(git, project, from, commit);
  const before = referencesAt(git, project, to, start.commit);
  const tiers = all ? Object.keys(source) : project.ownTiers;
  const images = requireTiers(tiers, source, imageFileOf(project, from));
  requireTiers(tiers, before, imageFileOf(project, to));
  const proof = findProof(situation, from, proofs, tiers, (proved) => areSame(proved, images));
  if (!proof) throw unproved(situation, from, commit, proofs);
  const references = { ...before, ...images };
  const changes = imageChanges(before, references);
  if (changes.length === 0) return { nothing: `${to} has the images of ${from} (${shortOf(commit)}) already` };
  requireAllFit(project, to, changes, repositoryChanges);
  const newer = newerImages(situation, from, changes);
  if (newer.length > 0 && !request.older) {
    throw new Refusal(
      `${from} to ${to}: would go backwards: ${listOf(newer)}; promote what ${from} has now, or say --older if older ` +
        'images are what you want',
    );
  }
  const release = releasesOf(git, project, from, base.commit, tiers).find((one) => areSame(one.images, images));
  const first = shortOf(release?.first ?? proof.commit);
  const versions = describeVersions(changes);
  return {
    environment: to,
    references,
    branch: `promote/${from}-${to}-${first}`,
    title: newer.length > 0 ? `Return ${to} to ${versions} of ${from}` : `Promote ${versions} from ${from} to ${to}`,
    notes: [
      `${from} has these images since ${first}, and was healthy with them at ${shortOf(proof.commit)} (${proof.tag})`,
    ],
    warnings: newer,
  };
}

/** @throws Refusal if there is none */
function newest(situation: Situation, from: string, [proof]: readonly Proof[]): string {
  if (proof) return proof.commit;
  throw new Refusal(
    `${from}: no commit of ${situation.base.name} is proved, so nothing can be promoted; ${waysToProve(situation, from)}`,
  );
}

function unproved(situation: Situation, from: string, commit: string, [proof]: readonly Proof[]): Refusal {
  const last = proof
    ? `the newest commit that is proved is ${shortOf(proof.commit)} (${proof.tag})`
    : 'no commit is proved';
  return new Refusal(
    `${from}: was never proved with the images of ${shortOf(commit)} together, in its image file and in ` +
      `${situation.project.manifestsFolder}/${from}; ${last}; promote that, or ${waysToProve(situation, from)}`,
  );
}

/** Images that would be left although the first environment got them later than those that come, in words. */
function newerImages({ git, project, base }: Situation, from: string, changes: readonly ImageChange[]): string[] {
  return changes.flatMap(({ tier, before, after }) => {
    const images = releasesOf(git, project, from, base.commit, [tier]).map((one) => one.images[tier]);
    const [left, taken] = [images.indexOf(before), images.indexOf(after)];
    return left >= 0 && left < taken ? [`${from} got ${before} later than ${after}`] : [];
  });
}

function requireDirection({ promotions, ...project }: Project, from: string, to: string): void {
  environmentOf({ promotions, ...project }, from);
  environmentOf({ promotions, ...project }, to);
  if (promotions.some((direction) => direction.from === from && direction.to === to)) return;
  const known = promotions.map((direction) => `from ${direction.from} to ${direction.to}`).join(', ');
  throw new Refusal(`${from} to ${to}: releases do not move that way; they move ${known}`);
}

function requireTiers(tiers: readonly string[], references: References, file: string): References {
  const found = only(tiers, references);
  if (found) return found;
  const missing = tiers.filter((tier) => !Object.hasOwn(references, tier));
  throw new Refusal(`${file}: names no image for ${missing.join(', ')}; both environments need the same tiers`);
}

function requireAllFit(project: Project, to: string, changes: readonly ImageChange[], mayMove: boolean): void {
  const { isDelivered } = environmentOf(project, to);
  for (const { tier, before, after } of changes) {
    const needsDigest = isDelivered && project.ownTiers.includes(tier);
    requireFit(tier, after, before, { environment: to, needsDigest, mayMove });
  }
}
