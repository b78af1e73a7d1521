import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './release.mjs';

/**
 * Unpacks an archive below a folder.
 * @throws {Error} if there is none
 */
export function unpack(file, into) {
  if (!existsSync(file)) throw new Error(`${file}: does not exist; npm run images:release -- archive <tier>`);
  const folder = join(into, 'content');
  mkdirSync(folder, { recursive: true });
  run('tar', ['-xf', file, '-C', folder]);
  return folder;
}
