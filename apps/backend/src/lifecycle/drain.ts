import type { Server, ServerResponse } from 'node:http';
import { Server as Listener } from 'node:net';

/** How long a connection that was taken at the last moment may take to say what it wants. */
export const lingerSeconds = 0.5;
/** A turn of Node's loop in which nothing else was done. */
const shortMilliseconds = 0.2;
/** A busy server does not look for one for ever. */
const mostTurns = 1_000;

/**
 * Lets clients with open connections know that the server ends: each answer from now on closes its connection. A server
 * that only stops to listen would go on serving a busy client for ever.
 */
export class Drain {
  private readonly server: Server;
  private readonly open = new Set<ServerResponse>();
  private isDraining = false;

  constructor(server: Server) {
    this.server = server;
    server.prependListener('request', (_request, response) => {
      if (this.isDraining) response.shouldKeepAlive = false;
      this.open.add(response);
      response.once('close', () => this.open.delete(response));
    });
  }

  begin(): void {
    this.isDraining = true;
    for (const response of this.open) if (!response.headersSent) response.shouldKeepAlive = false;
  }

  /**
   * Refuses connections from now on, which clients may try elsewhere, and resolves when those that were just taken have
   * said what they want. A connection closed in between would take a request with it that nobody may repeat.
   */
  async stopListening(): Promise<void> {
    const { server } = this;
    await this.allAreTaken();
    const closed = new Promise<void>((resolve) => {
      if (server.listening) server.once('close', resolve);
      else resolve();
    });
    // A server of HTTP would close connections that are idle as well. Without a callback it does not mind being closed.
    Listener.prototype.close.call(server);
    // Whoever closes it now waits for its connections only.
    server.close = (done) => {
      closed.then(() => done?.());
      return server;
    };
    await new Promise((resolve) => setTimeout(resolve, lingerSeconds * 1_000));
  }

  /**
   * Resolves when no connection waits to be taken: the operating system would reset those. Node takes one in each turn of
   * its loop; a turn without one that was short leaves no time for another to come.
   */
  private async allAreTaken(): Promise<void> {
    let taken = 0;
    const onConnection = () => {
      taken += 1;
    };
    this.server.on('connection', onConnection);
    for (let turn = 0; turn < mostTurns; turn += 1) {
      const before = { taken, time: performance.now() };
      await new Promise((resolve) => setImmediate(resolve));
      if (taken === before.taken && performance.now() - before.time < shortMilliseconds) break;
    }
    this.server.off('connection', onConnection);
  }
}
