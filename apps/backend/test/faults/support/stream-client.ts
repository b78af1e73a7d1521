import { type ClientRequest, get, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** An event of the stream. */
export interface Frame {
  readonly id: string | undefined;
  readonly event: string;
  readonly data: string;
  /** On the clock of `performance.now()`. */
  readonly at: number;
}

/**
 * Follows the stream as browsers do: upon the end of a connection it comes back with the id of the last event. Every other
 * address is another replica.
 */
export class StreamClient {
  readonly frames: Frame[] = [];
  /** How often a connection was opened. */
  connections = 0;
  private readonly urls: readonly string[];
  private readonly retryMilliseconds: number;
  private readonly headers: Readonly<Record<string, string>>;
  private readonly query: string;
  private lastId: string | undefined;
  private isStopped = false;
  private request: ClientRequest | undefined;
  private response: IncomingMessage | undefined;

  /**
   * @param retryMilliseconds until it comes back; browsers take what the server says, which is some seconds
   * @param address that it seems to come from, to a backend that trusts this machine
   * @param query of the address, with its question mark
   */
  constructor(urls: readonly string[], retryMilliseconds = 100, address?: string, query = '') {
    this.query = query;
    this.headers = address === undefined ? {} : { 'x-forwarded-for': address };
    this.urls = urls;
    this.retryMilliseconds = retryMilliseconds;
    void this.follow();
  }

  /** Ids of the timeline's events that it was told of, in the order that it was told. */
  get incidents(): string[] {
    return this.frames.filter(({ event }) => event === 'incident').map(({ id }) => String(id));
  }

  get resets(): number {
    return this.frames.filter(({ event }) => event === 'reset').length;
  }

  get isConnected(): boolean {
    return this.response !== undefined && !this.response.destroyed;
  }

  /** Reads no more; the connection stays open. */
  pause(): void {
    this.response?.pause();
  }

  /** Breaks the connection off; it comes back, to the next replica. */
  disconnect(): void {
    this.request?.destroy();
  }

  stop(): void {
    this.isStopped = true;
    this.request?.destroy();
  }

  private async follow(): Promise<void> {
    for (let turn = 0; !this.isStopped; turn += 1) {
      await this.once(this.urls[turn % this.urls.length] as string);
      // A test that is over does not wait for it.
      if (!this.isStopped) await sleep(this.retryMilliseconds, undefined, { ref: false });
    }
  }

  /** Resolves at the end of one connection. */
  private once(url: string): Promise<void> {
    return new Promise((resolve) => {
      const headers = { ...this.headers, ...(this.lastId === undefined ? {} : { 'Last-Event-ID': this.lastId }) };
      this.request = get(`${url}/api/v1/status/stream${this.query}`, { headers, agent: false }, (response) => {
        if (response.statusCode !== 200) {
          response.resume();
          resolve();
          return;
        }
        this.connections += 1;
        this.response = response;
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (piece: string) => {
          text += piece;
          for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
            this.take(text.slice(0, end));
            text = text.slice(end + 2);
          }
        });
        response.on('error', () => {});
        response.on('close', resolve);
      });
      this.request.on('error', () => resolve());
    });
  }

  private take(block: string): void {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
    const id = field('id');
    this.lastId = id ?? this.lastId;
    const event = field('event');
    if (event) this.frames.push({ id, event, data: field('data') ?? '', at: performance.now() });
  }
}
