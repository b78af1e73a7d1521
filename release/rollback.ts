import { imageChanges } from './changes.ts';
import { requireWholeHistory } from './checkout.ts';
import { contractRisk } from './contracts.ts';
import type { Decision, Situation } from './delivery.ts';
import { type Release, releasesOf, wasDelivered } from './history.ts';
import { environmentOf, imageFileOf } from './project.ts';
import { areSame, only, partsOf, type References, referencesAt, shortOf } from './references.ts';
import { Refusal } from './refusal.ts';
import { deliveredCommit } from './revision.ts';
import { describeVersions } from './versions.ts';

/** A return to what an environment ran before. */
export interface RollbackRequest {
  readonly environment: string;
  /**
   * Commit whose images return.
   * @default the last one with other images than now
   */
  readonly to?: string;
  /** Commit that failed: once the environment has other images than it had there, nothing is to be done any more. */
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
  if (request.failed !== undefined) {
    const failed = imagesAt(situation, environment, request.failed);
    if (!areSame(failed, now)) return { nothing: `${environment} has other images than at ${request.failed} already` };
  }
  const past = releasesOf(git, project, environment, base.commit, project.ownTiers);
  const target = findTarget(situation, request, now, past);
  if ('nothing' in target) return target;
  const references = { ...before, ...target.images };
  const changes = imageChanges(before, references);
  const risk = contractRisk(situation, now, target, past, request.acceptContractRisk);
  const unfixed = changes.filter(({ after }) => partsOf(after).digest === undefined);
  return {
    environment,
    references,
    branch: `rollback/${environment}-${shortOf(target.first)}`,
    title: `Roll ${environment} back to ${describeVersions(changes)}`,
    notes: [`${environment} had these images since ${shortOf(target.first)}`, ...risk.notes],
    warnings: [
      ...risk.warnings,
      ...unfixed.map(({ tier, after }) => `${tier}: ${after} has no digest; nobody can tell whether the tag was moved`),
    ],
  };
}

function findTarget(
  situation: Situation,
  { environment, to }: RollbackRequest,
  now: References,
  past: readonly Release[],
): Release | { nothing: string } {
  const { git, project, base } = situation;
  const ran = (release: Release) => wasDelivered(git, project, environment, base.commit, release);
  if (to === undefined) {
    const others = past.filter(({ images }, index) => index > 0 || !areSame(images, now));
    return previous(environment, now, others, ran);
  }
  const images = imagesAt(situation, environment, to);
  if (areSame(images, now)) return { nothing: `${environment} has the images of ${to} already` };
  const target = past.find((release) => areSame(release.images, images) && ran(release));
  if (target) return target;
  throw new Refusal(
    `${to}: ${environment} never ran its images together on ${base.name}; name a commit of its first parents ` +
      `("git log --first-parent ${base.name} -- ${imageFileOf(project, environment)}" lists them)`,
  );
}

/** The release before the present one. A second rollback in a row would lead back to what the first one led away from. */
function previous(
  environment: string,
  now: References,
  others: readonly Release[],
  ran: (release: Release) => boolean,
): Release | { nothing: string } {
  const earlier = others.findIndex(({ images }) => areSame(images, now));
  const further = others.slice(earlier + 1).find((release) => !areSame(release.images, now) && ran(release));
  if (earlier >= 0) {
    const wayOut = further ? `; to go further back, say --to ${shortOf(further.first)}` : '';
    return { nothing: `${environment} was rolled back last, to images that it had before${wayOut}` };
  }
  if (further) return further;
  throw new Refusal(`${environment}: never ran other images than now; there is nothing to roll back to`);
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
