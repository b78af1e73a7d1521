import { generatedObjects, imagesIn } from './generated-objects.ts';
import type { Git } from './git.ts';
import { imageFileOf, manifestsOf, type Project } from './project.ts';
import { areSame, only, parseReferences, type References } from './references.ts';

/** Images that an environment was told to run together, from one commit of the delivered branch until another. */
export interface Release {
  readonly images: References;
  /** Commit with which they came. */
  readonly first: string;
  /** Commit with which others came; `undefined` if they are still there. */
  readonly successor?: string;
}

/**
 * What an environment was told to run, the newest first. Only the first parents count: what a merged branch tried in
 * between was never delivered.
 * @param tiers whose images make up a release
 */
export function releasesOf(
  git: Git,
  project: Project,
  environment: string,
  tip: string,
  tiers: readonly string[],
): Release[] {
  const file = imageFileOf(project, environment);
  const commits = git.lines(['log', '--first-parent', '--format=%H', tip, '--', file]);
  const texts = git.texts(commits.map((commit) => `${commit}:${file}`));
  const releases: Release[] = [];
  for (const [index, commit] of commits.entries()) {
    const references = parseReferences(texts[index] ?? '');
    const images = references && only(tiers, references);
    if (!images) continue;
    const newer = releases.at(-1);
    if (newer && areSame(newer.images, images)) releases[releases.length - 1] = { ...newer, first: commit };
    else releases.push({ images, first: commit, successor: newer?.first });
  }
  return releases;
}

/** Whether the objects that Argo CD reads ever named the images of a release, and not its image file alone. */
export function wasDelivered(
  git: Git,
  project: Project,
  environment: string,
  tip: string,
  { images, first, successor }: Release,
): boolean {
  const last = successor === undefined ? tip : `${successor}^`;
  const folder = manifestsOf(project, environment);
  const since = git.lines(['log', '--first-parent', '--format=%H', last, `^${first}`, '--', folder]);
  return [...since, first].some((commit) => {
    const running = runningAt(git, folder, commit);
    return Object.values(images).every((image) => running.has(image));
  });
}

/** Images that the objects in a folder name at a commit. */
export function runningAt(git: Git, folder: string, commit: string): Set<string> {
  const paths = git.files(commit, folder);
  const texts = git.texts(paths.map((path) => `${commit}:${path}`));
  return new Set(paths.flatMap((path, index) => imagesIn(generatedObjects(path, texts[index] ?? '') ?? [])));
}
