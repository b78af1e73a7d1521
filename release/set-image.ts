import { imageChanges } from './changes.ts';
import type { Decision, Situation } from './delivery.ts';
import { environmentOf, imageFileOf } from './project.ts';
import { referencesAt, requireFit } from './references.ts';
import { Refusal } from './refusal.ts';
import { branchVersion, describeVersions } from './versions.ts';

/** New images for an environment. */
export interface SetImageRequest {
  readonly environment: string;
  /** Tiers with their images. */
  readonly images: ReadonlyMap<string, string>;
  /** Whether they may come from other repositories than before. */
  readonly repositoryChanges: boolean;
}

/** Decides on `npm run release -- set-image`. */
export function decideSetImage({ git, project, start }: Situation, request: SetImageRequest): Decision {
  const { environment, images, repositoryChanges } = request;
  const { isDelivered } = environmentOf(project, environment);
  const before = referencesAt(git, project, environment, start.commit);
  for (const [tier, reference] of images) {
    const known = Object.hasOwn(before, tier) ? before[tier] : undefined;
    if (known === undefined) {
      const tiers = Object.keys(before).join(', ');
      throw new Refusal(`${imageFileOf(project, environment)}: has no tier ${tier}; use any of ${tiers}`);
    }
    const needsDigest = isDelivered && project.ownTiers.includes(tier);
    requireFit(tier, reference, known, { environment, needsDigest, mayMove: repositoryChanges });
  }
  const references = { ...before, ...Object.fromEntries(images) };
  const changes = imageChanges(before, references);
  if (changes.length === 0) {
    return {
      nothing: `${environment} has ${images.size === 1 ? 'this image' : 'these images'} on ${start.name} already`,
    };
  }
  const tiers = changes.map(({ tier }) => tier).join('-');
  return {
    environment,
    references,
    branch: `release/${environment}-${tiers}-${branchVersion(changes)}`,
    title: `Release ${describeVersions(changes)} to ${environment}`,
  };
}
