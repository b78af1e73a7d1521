import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { layoutsOf } from './layouts.mjs';
import { archiveOf, platforms } from './release.mjs';
import { unpack } from './unpack.mjs';

/**
 * Looks for known vulnerabilities in the images of tiers.
 * @throws {Error} that names the images with vulnerabilities of high severity or worse, for which there is a fix
 */
export function scan(tiers) {
  const vulnerable = tiers.flatMap((tier) => {
    const scratch = mkdtempSync(join(tmpdir(), 'arq-scan-'));
    try {
      const layouts = layoutsOf(unpack(archiveOf(tier), scratch), join(scratch, 'platforms'));
      const missing = platforms.filter((platform) => !layouts.some((one) => one.platform.startsWith(platform)));
      if (missing.length > 0) throw new Error(`${archiveOf(tier)}: has no image for ${missing}; build it again`);
      return layouts
        .filter(({ layout, platform }) => !isClean(`${tier} ${platform}`, layout))
        .map(({ platform }) => `${tier} ${platform}`);
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  });
  if (vulnerable.length > 0) {
    throw new Error(
      `${vulnerable.join(', ')}: update what is listed above; nothing of this commit is released until then`,
    );
  }
}

function isClean(subject, layout) {
  console.log(`\n${subject}`);
  const args = [`oci-dir:${layout}`, '--only-fixed', '--fail-on', 'high'];
  const { status, signal, error } = spawnSync('grype', args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (error) throw new Error(`grype: cannot be started (${error.message}); npm run tools -- grype`);
  // 2 says that it has found something; anything else, that it has not looked.
  if (status !== 0 && status !== 2) throw new Error(`grype: failed with ${signal ?? `exit code ${status}`}`);
  return status === 0;
}
