import { parseImage, unpinnedReason } from '../charts/constructs/workloads/image.ts';
import type { Git } from './git.ts';
import { imageFileOf, type Project } from './project.ts';
import { Refusal } from './refusal.ts';

/** Image reference of each tier. */
export type References = Readonly<Record<string, string>>;

/**
 * The references of an environment at a commit.
 * @throws Refusal if it has no image file there, or one that cannot be read
 */
export function referencesAt(git: Git, project: Project, environment: string, commit: string): References {
  const file = imageFileOf(project, environment);
  const text = git.text(commit, file);
  if (text === undefined) {
    throw new Refusal(
      `${file}: does not exist at ${shortOf(commit)}; name a commit at which ${environment} had images`,
    );
  }
  const references = parseReferences(text);
  if (references) return references;
  throw new Refusal(`${file}: is no object with one image per tier at ${shortOf(commit)}; correct it there first`);
}

/** What an image file holds; `undefined` where it is none. */
export function parseReferences(text: string): References | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject && Object.values(value).every((image) => typeof image === 'string')
      ? (value as References)
      : undefined;
  } catch {
    return undefined;
  }
}

/** The text of an image file: one line per tier. */
export function formatReferences(references: References): string {
  return `${JSON.stringify(references, null, 2)}\n`;
}

/** The references of some tiers; `undefined` if one of them has none. */
export function only(tiers: readonly string[], references: References): References | undefined {
  if (!tiers.every((tier) => Object.hasOwn(references, tier))) return undefined;
  return Object.fromEntries(tiers.map((tier) => [tier, references[tier] as string]));
}

/** Whether both name the same tiers and images. */
export function areSame(a: References, b: References): boolean {
  const tiers = Object.keys(a);
  return tiers.length === Object.keys(b).length && tiers.every((tier) => a[tier] === b[tier]);
}

/** What may be put into an environment. */
export interface ReferenceRules {
  readonly environment: string;
  /** Whether the tier's image has to be named by its content. */
  readonly needsDigest: boolean;
  /** Whether an image may come from elsewhere than before. */
  readonly mayMove: boolean;
}

/** @throws Refusal if a tier must not run a reference */
export function requireFit(
  tier: string,
  reference: string,
  before: string,
  { environment, needsDigest, mayMove }: ReferenceRules,
): void {
  const place = `${environment}, ${tier}: ${reference}`;
  const reason = unpinnedReason(reference);
  if (reason !== undefined) {
    throw new Refusal(`${place} ${reason}; name a fixed tag, a digest or both: ${exampleOf(reference, before)}`);
  }
  const { repository, digest } = partsOf(reference);
  const known = partsOf(before).repository;
  if (repository !== known && !mayMove) {
    throw new Refusal(
      `${place} comes from ${repository}, but ${tier} has always come from ${known}; ` +
        'correct the reference, or say --repository-changes if it has moved',
    );
  }
  if (needsDigest && digest === undefined) {
    throw new Refusal(
      `${place} has no digest, so the tag may mean something else tomorrow; name it as ${reference}@sha256:<digest>`,
    );
  }
}

/** The parts of a reference; all of it is the repository where it is none. */
export function partsOf(reference: string): { repository: string; tag?: string; digest?: string } {
  return parseImage(reference) ?? { repository: reference };
}

function exampleOf(reference: string, before: string): string {
  const { repository } = partsOf(parseImage(reference) ? reference : before);
  return `${repository}:<version>@sha256:<digest>`;
}

/** The beginning of a commit's name, as long as it is in tags and branches. */
export function shortOf(commit: string): string {
  return commit.slice(0, 12);
}
