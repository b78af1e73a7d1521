/** A container image, pinned. `repository:tag`, `repository@sha256:…` or both; never `latest` or a bare name. */
export type Image = string;

/** Parts of an image reference. */
export interface ImageReference {
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** Takes a reference apart; `undefined` where it is none. */
export function parseImage(image: string): ImageReference | undefined {
  const match = /^([a-z0-9][a-z0-9._/:-]*?)(?::([\w][\w.-]{0,127}))?(?:@(sha256:[a-f0-9]{64}))?$/.exec(image);
  if (!match) return undefined;
  const [, repository = '', tag, digest] = match;
  return { repository, tag, digest };
}

/** Tags that move from build to build. */
const movingTags = /^(latest|main|master|develop|dev|edge|nightly|stable|staging|production|local)$/i;

/** Why an image is not pinned; `undefined` where it is. */
export function unpinnedReason(image: string): string | undefined {
  const reference = parseImage(image);
  if (!reference) return 'is not an image reference';
  if (reference.digest) return undefined;
  if (!reference.tag) return 'has no tag, which means "latest"';
  return movingTags.test(reference.tag) ? `has the moving tag "${reference.tag}"` : undefined;
}
