import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What the pages say that they are: the version of the checkout and its commit where there is one. */
export function releaseOfCheckout(): Record<'RELEASE_VERSION' | 'RELEASE_COMMIT', string> {
  const { version } = JSON.parse(readFileSync('apps/backend/package.json', 'utf8')) as { version: string };
  const { status, stdout } = spawnSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' });
  return { RELEASE_VERSION: version, RELEASE_COMMIT: status === 0 ? stdout.trim() : 'unknown' };
}
