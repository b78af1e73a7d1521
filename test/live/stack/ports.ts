import { once } from 'node:events';
import { createServer } from 'node:net';

/** Ports for each worker of Jest, below those that systems give to outgoing connections. */
const share = 400;
const first = 16_000;

let next = 0;

/**
 * A port of the loopback interface that stays this program's while nobody listens on it: a server that was killed finds it
 * free when it is started again, whatever others do meanwhile.
 * @throws Error if none is left
 */
export async function ownPort(): Promise<number> {
  const worker = Number(process.env['JEST_WORKER_ID'] ?? 1);
  for (let tried = 0; tried < share; tried++) {
    const port = first + (worker % 40) * share + (next++ % share);
    if (await isFree(port)) return port;
  }
  throw new Error(`no port is free from ${first + worker * share} on, for worker ${worker}`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  const closed = once(server, 'close');
  server.close();
  await closed;
  return true;
}
