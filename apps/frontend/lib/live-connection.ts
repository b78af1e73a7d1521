import type { IncidentEvent, PlatformStatus } from './api-types.ts';

/**
 * `live`: the stream is open. `polling`: the stream is away, the API answers. `limited`: it answers that it is asked too
 * often. `offline`: nothing answers.
 */
export type LiveMode = 'connecting' | 'live' | 'polling' | 'limited' | 'offline';

/** Modes in which what is asked for will be answered. */
export const answersIn = (mode: LiveMode): boolean => mode === 'live' || mode === 'polling';

/** The API was asked too often (429). */
export class RateLimited extends Error {
  override readonly name = 'RateLimited';
}

/** The part of `EventSource` that is used. */
export interface Stream {
  readonly readyState: number;
  addEventListener(type: string, listener: (event: { readonly data?: unknown }) => void): void;
  close(): void;
}

export interface LiveConnectionOptions {
  readonly openStream: () => Stream;
  /** Rejects where the API does not answer, with `RateLimited` where it answers 429. */
  readonly fetchStatus: () => Promise<PlatformStatus>;
  readonly onMode: (mode: LiveMode) => void;
  readonly onStatus: (status: PlatformStatus) => void;
  readonly onIncident: (event: IncidentEvent) => void;
  /** Events may have been missed, such as those between the rendering of the page and its first stream: load everything again. */
  readonly onReset: () => void;
  /** The stream is away, and the status was asked for: nothing else reports incidents. */
  readonly onPoll: () => void;
}

/** Without a word for this long, the stream is taken for dead: four times what the backend promises. */
const silenceMilliseconds = 40_000;
const pollMilliseconds = 10_000;
/** The browser tries again by itself once, and keeps its place in the stream. */
const failuresAllowed = 2;
const firstRetryMilliseconds = 5_000;
const lastRetryMilliseconds = 60_000;
const closed = 2;

/** Keeps the page up to date: by the stream where there is one, otherwise by asking again and again. */
export class LiveConnection {
  readonly #options: LiveConnectionOptions;
  #mode: LiveMode = 'connecting';
  #stream: Stream | undefined;
  #failures = 0;
  #retries = 0;
  /** A stream that is opened anew starts at its end; the page is older than the first one. */
  #missedEvents = true;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #poll: ReturnType<typeof setTimeout> | undefined;
  #stopped = true;

  constructor(options: LiveConnectionOptions) {
    this.#options = options;
  }

  /** Begins, or goes on after a stop; without effect while it runs. */
  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.#missedEvents = true;
    this.#retries = 0;
    this.#open();
  }

  /** Frees the connection: a browser has six to a host, for all of its tabs together. */
  stop(): void {
    this.#stopped = true;
    this.#closeStream();
    clearTimeout(this.#retry);
    this.#stopPolling();
    if (answersIn(this.#mode)) this.#setMode('connecting');
  }

  /** Does not wait for the next try; for when the network has come back. */
  retryNow(): void {
    if (this.#stopped || this.#mode === 'live' || this.#stream) return;
    this.#retries = 0;
    this.#open();
  }

  #open(): void {
    clearTimeout(this.#retry);
    this.#failures = 0;
    const stream = this.#options.openStream();
    this.#stream = stream;
    this.#listenForSilence();
    stream.addEventListener('status', ({ data }) => {
      this.#alive();
      this.#options.onStatus(JSON.parse(String(data)) as PlatformStatus);
    });
    stream.addEventListener('incident', ({ data }) => {
      this.#listenForSilence();
      this.#options.onIncident(JSON.parse(String(data)) as IncidentEvent);
    });
    stream.addEventListener('reset', () => {
      this.#listenForSilence();
      this.#options.onReset();
    });
    stream.addEventListener('error', () => this.#failed(stream));
  }

  #alive(): void {
    this.#failures = 0;
    this.#retries = 0;
    this.#listenForSilence();
    this.#stopPolling();
    this.#setMode('live');
    if (!this.#missedEvents) return;
    this.#missedEvents = false;
    this.#options.onReset();
  }

  #failed(stream: Stream): void {
    if (stream !== this.#stream) return;
    this.#failures += 1;
    if (stream.readyState === closed || this.#failures >= failuresAllowed) this.#giveUpStream();
  }

  #giveUpStream(): void {
    this.#closeStream();
    this.#missedEvents = true;
    const delay = Math.min(firstRetryMilliseconds * 2 ** this.#retries, lastRetryMilliseconds);
    this.#retries += 1;
    // Spread, so that all browsers do not come back in the same second.
    this.#retry = setTimeout(() => this.#open(), delay * (0.75 + Math.random() / 2));
    if (this.#poll === undefined) void this.#askAgain();
  }

  #listenForSilence(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#giveUpStream(), silenceMilliseconds);
  }

  async #askAgain(): Promise<void> {
    this.#poll = setTimeout(() => void this.#askAgain(), pollMilliseconds);
    const running = this.#poll;
    try {
      const status = await this.#options.fetchStatus();
      if (running !== this.#poll) return;
      this.#setMode('polling');
      this.#options.onStatus(status);
      this.#options.onPoll();
    } catch (error) {
      if (running === this.#poll) this.#setMode(error instanceof RateLimited ? 'limited' : 'offline');
    }
  }

  #stopPolling(): void {
    clearTimeout(this.#poll);
    this.#poll = undefined;
  }

  #closeStream(): void {
    clearTimeout(this.#silence);
    this.#stream?.close();
    this.#stream = undefined;
  }

  #setMode(mode: LiveMode): void {
    if (mode === this.#mode) return;
    this.#mode = mode;
    this.#options.onMode(mode);
  }
}
