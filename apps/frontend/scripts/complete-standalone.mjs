/** Completes what `next build` leaves out of the standalone folder, so that one command serves everything. */
import { cp, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';

const frontend = join(import.meta.dirname, '..');
const target = join(frontend, '.next', 'standalone', 'apps', 'frontend');

await cp(join(frontend, '.next', 'static'), join(target, '.next', 'static'), { recursive: true });
const publicFolder = join(frontend, 'public');
if (await stat(publicFolder).catch(() => undefined)) {
  await cp(publicFolder, join(target, 'public'), { recursive: true });
}
await rename(join(target, 'server.js'), join(target, 'next-server.js'));
await cp(join(frontend, 'standalone', 'server.js'), join(target, 'server.js'));
