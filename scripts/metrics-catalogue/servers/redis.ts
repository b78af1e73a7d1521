import { freePort } from '../../../dev/servers.ts';
import type { Cleanup } from '../cleanup.ts';
import { programOnPath, start } from '../program.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/**
 * Starts the real Redis with a log of its writes and a limit of its memory, as in the clusters: without them it tells less.
 * @returns its address
 * @throws Missing if it is not installed
 */
export async function startObservedRedis(cleanup: Cleanup): Promise<string> {
  const command = programOnPath('redis-server');
  const port = await freePort();
  const folder = temporaryFolder(cleanup);
  const listening = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
  const args = [...listening, '--appendonly', 'yes', '--maxmemory', '64mb'];
  await start({ command, args }, cleanup);
  return `redis://127.0.0.1:${port}`;
}
