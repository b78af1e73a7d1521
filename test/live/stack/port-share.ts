import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/** Shares lie below the ports that systems give to outgoing connections. */
const first = 16_000;
const size = 40;
const shares = 300;

/**
 * Ports of the loopback interface for one stack. They stay its own while nobody listens on them, so that a server that was
 * killed finds its port free when it is started again: stacks beside it, of other runs too, take from shares of their own.
 */
export class PortShare {
  /** Whoever listens on the first port of a share owns it. */
  private readonly claim: Server;
  private readonly end: number;
  private next: number;

  /** @throws Error if all shares are taken */
  static async claim(): Promise<PortShare> {
    for (let share = 0; share < shares; share++) {
      const claim = await listen(first + share * size);
      if (claim) return new PortShare(claim, first + share * size);
    }
    throw new Error(`all ports from ${first} to ${first + shares * size - 1} are taken by other stacks`);
  }

  private constructor(claim: Server, port: number) {
    this.claim = claim;
    this.next = port + 1;
    this.end = port + size;
  }

  /** @throws Error if none is left */
  async port(): Promise<number> {
    while (this.next < this.end) {
      const port = this.next++;
      // Somebody who knows nothing of shares may listen there.
      const probe = await listen(port);
      if (!probe) continue;
      await close(probe);
      return port;
    }
    throw new Error(`no port is left below ${this.end}, and a stack may have ${size - 1}`);
  }

  /** Leaves the share to others. */
  async release(): Promise<void> {
    await close(this.claim);
  }
}

async function listen(port: number): Promise<Server | undefined> {
  const server = createServer((socket) => socket.destroy()).listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
    return server.unref();
  } catch {
    return undefined;
  }
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  await closed;
}
