import { type ImageChange, imageChanges } from './changes.ts';
import { requireWholeHistory } from './checkout.ts';
import type { Decision, Situation } from './delivery.ts';
import { releasesOf, wasDelivered } from './history.ts';
import { environmentOf, imageFileOf, type Project } from './project.ts';
import { areSame, only, type References, referencesAt, requireFit, shortOf } from './references.ts';
import { Refusal } from './refusal.ts';
import { deliveredCommit } from './revision.ts';
import { describeVersions } from './versions.ts';

/** A move of what one environment runs to another one. */
export interface PromoteRequest {
  readonly from: string;
  readonly to: string;
  /**
   * Commit that the first environment was healthy at.
   * @default the delivered branch as it stands
   */
  readonly revision?: string;
  /** Whether images that others build move as well; they are configuration, and usually reviewed on their own. */
  readonly all: boolean;
  readonly repositoryChanges: boolean;
}

/** Decides on `npm run promote`. */
export function decidePromote({ git, project, base, start }: Situation, request: PromoteRequest): Decision {
  const { from, to, all, repositoryChanges } = request;
  requireDirection(project, from, to);
  requireWholeHistory(git);
  const commit = request.revision === undefined ? base.commit : deliveredCommit(git, base, request.revision);
  const source = referencesAt(git, project, from, commit);
  const before = referencesAt(git, project, to, start.commit);
  const tiers = all ? Object.keys(source) : project.ownTiers;
  const images = requireTiers(tiers, source, imageFileOf(project, from));
  requireTiers(tiers, before, imageFileOf(project, to));
  const release = releasesOf(git, project, from, base.commit, tiers).find(
    (one) => areSame(one.images, images) && wasDelivered(git, project, from, base.commit, one),
  );
  if (!release) {
    throw new Refusal(
      `${from}: never ran the images of ${shortOf(commit)} together: no commit of ${base.name} has them in both ` +
        `${imageFileOf(project, from)} and ${project.manifestsFolder}/${from}; merge them there first, and let ${from} run them`,
    );
  }
  const references = { ...before, ...images };
  const changes = imageChanges(before, references);
  if (changes.length === 0) return { nothing: `${to} has the images of ${from} (${shortOf(commit)}) already` };
  requireAllFit(project, to, changes, repositoryChanges);
  return {
    environment: to,
    references,
    branch: `promote/${from}-${to}-${shortOf(release.first)}`,
    title: `Promote ${describeVersions(changes)} from ${from} to ${to}`,
    notes: [`${from} has these images since ${shortOf(release.first)}`],
  };
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
