import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** What a link does to the bytes that pass through it. */
type Mode = 'pass' | 'stall' | 'half-close';

/** A TCP connection to a server that can be slow, silent, half closed or cut, while the server behind it is well. */
export class TcpLink {
  private readonly target: URL;
  private readonly pairs = new Set<Pair>();
  private server: Server | undefined;
  private port = 0;
  private mode: Mode = 'pass';
  private delayMilliseconds = 0;
  /** Told of each piece that the server sends. */
  private onAnswer: () => void = () => {};

  /** @param url of the server, as a client would use it */
  static async start(url: string): Promise<TcpLink> {
    const link = new TcpLink(new URL(url));
    await link.listen();
    return link;
  }

  private constructor(target: URL) {
    this.target = target;
  }

  /** The server's URL by way of this link. */
  get url(): string {
    const url = new URL(this.target);
    url.port = String(this.port);
    return url.href;
  }

  /** From now on each answer comes so much later. */
  delay(milliseconds: number): void {
    this.delayMilliseconds = milliseconds;
  }

  /** Nothing passes any more, on no connection, and nothing says so; new connections are taken all the same. */
  stall(): void {
    this.become('stall');
  }

  /** The server's side ends the connections that are open, and goes on taking what is sent; so it does to new ones. */
  halfClose(): void {
    this.become('half-close');
  }

  /** Connections that are open fall silent for good, as behind a firewall that forgot them; new ones work. */
  forget(): void {
    for (const pair of this.pairs) pair.forget();
  }

  /** Connections break, and new ones are refused. */
  async cut(): Promise<void> {
    const closed = new Promise((resolve) => this.server?.close(resolve));
    this.hangUp();
    await closed;
  }

  /** The same at the moment at which the server has sent so many pieces; the last one gets lost. Resolves then. */
  cutAfter(pieces: number): Promise<void> {
    return new Promise((resolve) => {
      let count = 0;
      this.onAnswer = () => {
        count += 1;
        if (count === pieces) void this.cut().then(resolve);
      };
    });
  }

  /** Everything works again. */
  async restore(): Promise<void> {
    this.delayMilliseconds = 0;
    this.onAnswer = () => {};
    if (this.mode === 'half-close') this.hangUp();
    this.become('pass');
    if (!this.server?.listening) await this.listen();
  }

  async close(): Promise<void> {
    if (this.server?.listening) await this.cut();
    else this.hangUp();
  }

  private become(mode: Mode): void {
    this.mode = mode;
    for (const pair of this.pairs) pair.become(mode);
  }

  private hangUp(): void {
    for (const pair of this.pairs) pair.destroy();
  }

  private async listen(): Promise<void> {
    const server = createServer({ allowHalfOpen: true }, (near) => {
      const far = connect({ port: Number(this.target.port), host: this.target.hostname, allowHalfOpen: true });
      far.on('data', () => this.onAnswer());
      const pair = new Pair(near, far, () => this.delayMilliseconds);
      this.pairs.add(pair);
      near.once('close', () => this.pairs.delete(pair));
      pair.become(this.mode);
    });
    this.server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, '127.0.0.1', resolve);
    });
    this.port = (server.address() as AddressInfo).port;
  }
}

/** One connection through the link. */
class Pair {
  private readonly near: Socket;
  private readonly far: Socket;
  private isForgotten = false;

  constructor(near: Socket, far: Socket, delay: () => number) {
    this.near = near;
    this.far = far;
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      socket.on('error', () => this.destroy());
      socket.once('close', () => this.destroy());
    }
    near.on('data', (chunk) => far.writable && far.write(chunk));
    near.on('end', () => far.end());
    const later = (run: () => void) => {
      if (delay() > 0) setTimeout(run, delay());
      else run();
    };
    far.on('data', (chunk) => later(() => near.writable && near.write(chunk)));
    far.on('end', () => later(() => near.end()));
  }

  become(mode: Mode): void {
    if (this.isForgotten) return;
    for (const socket of [this.near, this.far]) {
      if (mode === 'stall') socket.pause();
      else socket.resume();
    }
    if (mode === 'half-close') this.near.end();
  }

  forget(): void {
    this.become('stall');
    this.isForgotten = true;
  }

  destroy(): void {
    this.near.destroy();
    this.far.destroy();
  }
}
