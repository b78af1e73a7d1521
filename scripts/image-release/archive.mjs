import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { tiers } from '../images/tiers.mjs';
import { archiveOf, currentRelease, nameOf, platforms, root, run } from './release.mjs';

/** Reads every layer; BuildKit's own choice would move with a tag. */
const sbomGenerator =
  'docker.io/docker/buildkit-syft-scanner:1.12.0@sha256:ae4f3b554449e7e25548e7d8ccc029d17357348e30c6e3df01b92bc93654d6a9';

/**
 * Builds the image of a tier for all platforms into one archive, with an SBOM and the provenance of each beside it.
 * @param {string} tier
 * @param {{ cache: boolean, writeCache: boolean }} options whether the registry's cache is read and written
 */
export function archive(tier, { cache, writeCache }) {
  const { commit, version, time } = currentRelease();
  const store = `type=registry,ref=${nameOf(tier)}:buildcache`;
  const file = archiveOf(tier);
  mkdirSync(dirname(file), { recursive: true });
  run('docker', [
    ...['buildx', 'build', '--file', tiers[tier].dockerfile, '--platform', platforms.join(',')],
    ...['--build-arg', `VERSION=${version}`, '--build-arg', `COMMIT=${commit}`],
    // Two builds of a commit differ in no timestamp.
    ...['--build-arg', `SOURCE_DATE_EPOCH=${time}`],
    ...[`--sbom=generator=${sbomGenerator}`, '--provenance=mode=max'],
    ...(cache ? ['--cache-from', store] : []),
    ...(writeCache ? ['--cache-to', `${store},mode=max,image-manifest=true`] : []),
    ...['--output', `type=oci,dest=${file},rewrite-timestamp=true`, root],
  ]);
  console.log(`${file}: ${nameOf(tier)}:${version}`);
}
