import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { type Manifest, manifestsIn } from './manifest.ts';

const folder = 'dist/staging';

/**
 * What cannot become healthy in a cluster that nobody reaches by its public name: there is no Gateway's address, and no
 * authority certifies it. All else is applied as it is rendered.
 */
const edge = new Set(['Certificate', 'Gateway', 'HTTPRoute', 'Issuer']);

/** A release of staging, for the cluster of a check. */
export interface StagingRelease {
  /** Images of arQ's own by their name without registry and tag. */
  readonly images: Readonly<Record<string, string>>;
  /**
   * Annotation of the Services that Argo Rollouts writes to, so that Argo CD has a reason to apply them.
   * @default none
   */
  readonly touched?: string;
}

/** Files of staging by name, with these images and without the edge. */
export function stagingFiles(release: StagingRelease): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder).map((file) => {
      const manifests = manifestsIn(readFileSync(join(folder, file), 'utf8'));
      return [
        join(folder, file),
        adapt(manifests, release)
          .map((manifest) => stringify(manifest))
          .join('---\n'),
      ];
    }),
  );
}

/** Takes the edge out, and puts images and the annotation in. */
export function adapt(manifests: readonly Manifest[], { images, touched }: StagingRelease): Manifest[] {
  return manifests
    .filter(({ kind }) => !edge.has(kind))
    .map((manifest) => withImages(manifest, images) as Manifest)
    .map((manifest) => (touched !== undefined && isReleased(manifest) ? annotated(manifest, touched) : manifest));
}

/** Name of the annotation. */
export const touchedAnnotation = 'arq.example/touched';

function annotated(manifest: Manifest, touched: string): Manifest {
  const annotations = { ...manifest.metadata.annotations, [touchedAnnotation]: touched };
  return { ...manifest, metadata: { ...manifest.metadata, annotations } };
}

/** Services of blue-green releases say that they are not to be applied on the server. */
function isReleased({ kind, metadata }: Manifest): boolean {
  return (
    kind === 'Service' &&
    /\bServerSideApply=false\b/.test(metadata.annotations?.['argocd.argoproj.io/sync-options'] ?? '')
  );
}

/** Images are wherever there are containers: in workloads, in Jobs, in the Jobs of analyses. */
function withImages(value: unknown, images: StagingRelease['images']): unknown {
  if (Array.isArray(value)) return value.map((item) => withImages(item, images));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      key === 'image' && typeof item === 'string' ? (images[nameOf(item)] ?? item) : withImages(item, images),
    ]),
  );
}

/** Without registry, tag and digest. */
function nameOf(image: string): string {
  return image.split('/').at(-1)?.split(/[:@]/)[0] ?? image;
}
