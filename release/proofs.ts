import type { Base } from './base.ts';
import type { Situation } from './delivery.ts';
import type { Git } from './git.ts';
import { runningAt } from './history.ts';
import { imageFileOf, manifestsOf } from './project.ts';
import { only, parseReferences, type References, shortOf } from './references.ts';

/** A commit of the delivered branch at which an environment was reported as synced and healthy. */
export interface Proof {
  readonly commit: string;
  readonly tag: string;
}

/** Name of the tag that proves a commit. */
export function proofTag(environment: string, commit: string): string {
  return `delivered/${environment}/${shortOf(commit)}`;
}

/**
 * Proofs of an environment, those of the newest commits first. Only the first parents of the delivered branch count: Argo
 * CD synced nothing else. Neither does a tag without an author, or one that was moved.
 */
export function proofsOf(git: Git, base: Base, environment: string): Proof[] {
  const tags = new Map(tagsOf(git, `refs/tags/delivered/${environment}/`).map((proof) => [proof.commit, proof]));
  if (tags.size === 0) return [];
  return git.lines(['rev-list', '--first-parent', base.commit]).flatMap((commit) => {
    const proof = tags.get(commit);
    return proof && proof.tag === proofTag(environment, commit) ? [proof] : [];
  });
}

/** Annotated tags of commits below a prefix. */
export function tagsOf(git: Git, prefix: string): Proof[] {
  const format = '%(objecttype) %(*objecttype) %(*objectname) %(refname:lstrip=2)';
  return git.lines(['for-each-ref', `--format=${format}`, prefix]).flatMap((line) => {
    const [, commit, tag] = /^tag commit (\S+) (.+)$/.exec(line) ?? [];
    return commit && tag ? [{ commit, tag }] : [];
  });
}

/**
 * The first of some proofs whose images are accepted. What only the image file names is not proved: Argo CD reads the
 * generated objects.
 * @param tiers whose images stand together
 */
export function findProof(
  { git, project }: Situation,
  environment: string,
  proofs: readonly Proof[],
  tiers: readonly string[],
  accepts: (images: References) => boolean,
): Proof | undefined {
  const file = imageFileOf(project, environment);
  const texts = git.texts(proofs.map(({ commit }) => `${commit}:${file}`));
  return proofs.find(({ commit }, index) => {
    const references = parseReferences(texts[index] ?? '');
    const images = references && only(tiers, references);
    if (!images || !accepts(images)) return false;
    const running = runningAt(git, manifestsOf(project, environment), commit);
    return Object.values(images).every((image) => running.has(image));
  });
}

/** How somebody proves a commit that no event has proved. */
export function waysToProve({ base }: Situation, environment: string): string {
  return (
    `record a commit by "npm run delivered -- ${environment} <commit>" once somebody has seen it healthy there ` +
    `("git fetch --tags ${base.remote}" gets what others have recorded)`
  );
}
