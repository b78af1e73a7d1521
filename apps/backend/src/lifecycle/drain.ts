import type { Server, ServerResponse } from 'node:http';

/**
 * Lets clients with open connections know that the server ends: each answer from now on closes its connection. A server
 * that only stops to listen would go on serving a busy client for ever.
 */
export class Drain {
  private readonly open = new Set<ServerResponse>();
  private isDraining = false;

  constructor(server: Server) {
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
}
