import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/bundle.mjs';

const path = 'build/live.json';

/** How to get what `readLive` reads. */
export const live = `npm run test:live, which writes ${path}`;

/**
 * When alerts fired after a fault in the last live run of Prometheus, Alertmanager, PostgreSQL and Redis.
 * @returns {{ scenario: string, alert: string, isMuted: boolean, floor: number, firing: number | null }[] | undefined} in seconds; undefined
 *   where no such run was made here
 */
export function readLive() {
  const file = join(root, path);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
