import { send, wrong } from './ask.ts';
import type { Attempt } from './check.ts';
import { CheckFailure } from './check.ts';

/** An event of a stream. */
export interface StreamEvent {
  readonly name: string;
  readonly data: string;
}

/** Follows a stream of server-sent events beyond the check that opened it. */
export class EventReader {
  private readonly url: string;
  private readonly controller = new AbortController();
  private readonly decoder = new TextDecoder();
  private reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  private text = '';
  private readonly seen: string[] = [];

  constructor(url: string) {
    this.url = url;
  }

  /** @throws CheckFailure if the answer is no stream */
  async open(attempt: Attempt, lookAt: string): Promise<void> {
    const asked = `GET ${this.url}`;
    attempt.waitsFor(asked);
    attempt.signal.addEventListener('abort', this.abortOpening);
    const headers = { Accept: 'text/event-stream' };
    const response = await send(this.controller.signal, { url: this.url, headers });
    const type = response.headers.get('content-type') ?? '';
    if (response.status !== 200 || !type.startsWith('text/event-stream') || !response.body) {
      const answer = { asked, status: response.status, type, text: await response.text() };
      throw wrong(answer, lookAt, type.startsWith('text/event-stream') ? '' : `${type || 'no type'} instead of events`);
    }
    this.reader = response.body.getReader();
    // It stays open when the check has passed.
    attempt.signal.removeEventListener('abort', this.abortOpening);
  }

  /**
   * The next event of a name; others are passed over.
   * @throws CheckFailure if the stream ends before
   */
  async next(name: string, attempt: Attempt, lookAt: string): Promise<StreamEvent> {
    for (;;) {
      for (let event = this.take(); event; event = this.take()) {
        this.seen.push(event.name);
        if (event.name === name) return event;
      }
      const asked = `the event "${name}" on ${this.url}, after ${this.seen.join(', ') || 'none'}`;
      attempt.waitsFor(asked);
      const piece = await this.reader?.read();
      if (!piece || piece.done) throw new CheckFailure({ asked, came: 'the end of the stream', lookAt });
      this.text += this.decoder.decode(piece.value, { stream: true });
    }
  }

  close(): void {
    this.controller.abort();
  }

  private readonly abortOpening = () => this.close();

  /** The first whole event of what has been read. Comments keep the connection alive and are none. */
  private take(): StreamEvent | undefined {
    for (let end = this.text.indexOf('\n\n'); end >= 0; end = this.text.indexOf('\n\n')) {
      const block = this.text.slice(0, end);
      this.text = this.text.slice(end + 2);
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
      const name = field('event');
      if (name) return { name, data: field('data') ?? '' };
    }
    return undefined;
  }
}
