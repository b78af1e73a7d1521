import { Agent, createServer, request as httpRequest, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A backend behind the proxy. */
interface Upstream {
  readonly url: string;
  readonly agent: Agent;
  isReady: boolean;
}

/** What is passed on. */
interface Message {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** The request never reached the backend, so that another one may have it, whatever its method. */
class NotConnected extends Error {}

const probeMilliseconds = 200;

/**
 * Takes turns between backends over connections that it keeps. As proxies do, it sends a request that may have reached a
 * backend a second time only if that does no harm.
 */
export class ReverseProxy {
  /** What went wrong between proxy and backend, and was answered with 502. */
  readonly failures: string[] = [];
  /** How often a backend was found not to listen, and the next one took the request. */
  elsewhere = 0;
  /** How often a connection broke off without an answer, and the request did no harm, so that the next one took it. */
  repeated = 0;
  private readonly upstreams: readonly Upstream[];
  private readonly server: Server;
  private readonly timer: NodeJS.Timeout | undefined;
  private turn = 0;

  /** @param probes whether a backend that is not ready gets no requests, as in the list of a Service's endpoints */
  static async start(urls: readonly string[], { probes }: { probes: boolean }): Promise<ReverseProxy> {
    const proxy = new ReverseProxy(urls, probes);
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  private constructor(urls: readonly string[], probes: boolean) {
    this.upstreams = urls.map((url) => ({ url, agent: new Agent({ keepAlive: true }), isReady: true }));
    this.server = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', async () => {
        const { method = '', url: path = '', headers } = request;
        const {
          status,
          headers: answered,
          body,
        } = await this.pass({ method, path, headers, body: Buffer.concat(pieces) });
        const { connection: _, 'keep-alive': __, 'transfer-encoding': ___, ...rest } = answered;
        response.writeHead(status, { ...rest, 'content-length': body.length }).end(body);
      });
    });
    this.server.keepAliveTimeout = 60_000;
    if (probes) this.timer = setInterval(() => void this.probe(), probeMilliseconds);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Whether it sends requests to all of its backends. */
  get isComplete(): boolean {
    return this.upstreams.every(({ isReady }) => isReady);
  }

  close(): void {
    clearInterval(this.timer);
    this.server.close().closeAllConnections();
    for (const { agent } of this.upstreams) agent.destroy();
  }

  private async pass(message: Message): Promise<Answer> {
    this.turn += 1;
    const ready = this.upstreams.filter(({ isReady }) => isReady);
    const inTurn = ready.map((_, index) => ready[(this.turn + index) % ready.length] as Upstream);
    for (const upstream of inTurn) {
      try {
        return await send(upstream, message);
      } catch (error) {
        if (error instanceof NotConnected) this.elsewhere += 1;
        else if (message.method === 'GET' && upstream !== inTurn.at(-1)) this.repeated += 1;
        else {
          this.failures.push(`${message.method} ${message.path} ${upstream.url}: ${error}`);
          return { status: 502, headers: {}, body: Buffer.from(String(error)) };
        }
      }
    }
    this.failures.push(`${message.method} ${message.path}: nobody listens`);
    return { status: 502, headers: {}, body: Buffer.from('nobody listens') };
  }

  private async probe(): Promise<void> {
    await Promise.all(
      this.upstreams.map(async (upstream) => {
        const probe = fetch(`${upstream.url}/api/v1/health/readiness`, { headers: { Connection: 'close' } });
        upstream.isReady = await probe.then(
          (response) => response.ok,
          () => false,
        );
      }),
    );
  }
}

function send({ url, agent }: Upstream, { method, path, headers, body }: Message): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { connection: _, ...rest } = headers;
    const request = httpRequest(`${url}${path}`, { method, headers: rest, agent }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(pieces) }),
      );
    });
    request.on('error', (error: NodeJS.ErrnoException) =>
      reject(error.syscall === 'connect' ? new NotConnected() : error),
    );
    request.end(body);
  });
}
