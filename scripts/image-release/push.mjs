import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { archiveOf, currentRelease, nameOf, run } from './release.mjs';
import { unpack } from './unpack.mjs';

/**
 * Pushes the archives of tiers as they are.
 * @returns {{ tier: string, name: string, digest: string, reference: string }[]}
 * @throws {Error} if the registry has something else than the archive in the end
 */
export function push(tiers) {
  const { version } = currentRelease();
  return tiers.map((tier) => {
    const scratch = mkdtempSync(join(tmpdir(), 'arq-push-'));
    try {
      const folder = unpack(archiveOf(tier), scratch);
      const name = nameOf(tier);
      const digest = digestOf(folder);
      const pushed = run('crane', ['push', folder, `${name}:${version}`]);
      if (!pushed.endsWith(`@${digest}`)) throw new Error(`${name}:${version}: pushed ${digest}, but it is ${pushed}`);
      return { tier, name, digest, reference: `${name}:${version}@${digest}` };
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  });
}

function digestOf(folder) {
  const { manifests } = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8'));
  if (manifests.length !== 1)
    throw new Error(`${folder}: holds ${manifests.length} images instead of one for all platforms`);
  return manifests[0].digest;
}
