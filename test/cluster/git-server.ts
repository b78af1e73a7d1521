import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Serves a folder of Git repositories by HTTP, for reading. */
export class GitServer {
  readonly #server = createServer((request, response) => this.#serve(request, response));
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Listens on a free port of an address of this machine; returns the port. */
  listen(address: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(0, address, () => resolve((this.#server.address() as AddressInfo).port));
    });
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** By the program that Git has for web servers. It takes no pushes: nobody signs in. */
  #serve(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://git');
    const backend = spawn('git', ['http-backend'], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: {
        ...process.env,
        GIT_PROJECT_ROOT: this.#folder,
        GIT_HTTP_EXPORT_ALL: '1',
        PATH_INFO: url.pathname,
        QUERY_STRING: url.search.slice(1),
        REQUEST_METHOD: request.method ?? 'GET',
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
        GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      },
    });
    const chunks: Buffer[] = [];
    backend.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    backend.on('error', () => response.writeHead(500).end());
    backend.on('close', () => answer(response, Buffer.concat(chunks)));
    // A client that has heard enough leaves.
    backend.stdin.on('error', () => undefined);
    request.pipe(backend.stdin);
  }
}

function answer(response: ServerResponse, output: Buffer): void {
  const end = output.indexOf('\r\n\r\n');
  if (end < 0) return void response.writeHead(500).end();
  const headers = output
    .toString('latin1', 0, end)
    .split('\r\n')
    .map((line) => line.split(/:\s*/, 2) as [string, string]);
  const status = headers.find(([name]) => name.toLowerCase() === 'status')?.[1];
  for (const [name, value] of headers) if (name.toLowerCase() !== 'status') response.setHeader(name, value);
  response.writeHead(status ? Number.parseInt(status, 10) : 200).end(output.subarray(end + 4));
}
