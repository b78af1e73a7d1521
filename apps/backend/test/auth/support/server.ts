import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An HTTP server on a loopback port that can go away and come back at the same address. */
export class LoopbackServer {
  readonly address: URL;
  readonly #port: number;
  #server: Server;
  #listener: RequestListener = (_request, response) => response.writeHead(503).end();

  private constructor(server: Server) {
    this.#server = server;
    this.#port = (server.address() as AddressInfo).port;
    this.address = new URL(`http://127.0.0.1:${this.#port}`);
    server.on('request', (request, response) => this.#listener(request, response));
  }

  static async start(): Promise<LoopbackServer> {
    return new LoopbackServer(await listening(0));
  }

  serve(listener: RequestListener): void {
    this.#listener = listener;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async restart(): Promise<void> {
    this.#server = await listening(this.#port);
    this.#server.on('request', (request, response) => this.#listener(request, response));
  }
}

function listening(port: number): Promise<Server> {
  const server = createServer();
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)));
}
