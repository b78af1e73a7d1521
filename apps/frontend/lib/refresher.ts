const gatherMilliseconds = 1_500;
/** Spread, so that not all browsers ask in the same moment after the same event. */
const spreadMilliseconds = 750;
const pollMilliseconds = 30_000;

export interface RefresherOptions {
  /** Lets the server render the page anew. */
  readonly refresh: () => void;
  /** From 0 up to 1. */
  readonly random?: () => number;
}

/** Decides when the server renders an open page anew: it costs the server as much as a visit. */
export class Refresher {
  readonly #refresh: () => void;
  readonly #random: () => number;
  #pending: ReturnType<typeof setTimeout> | undefined;
  #last = Number.NEGATIVE_INFINITY;

  constructor({ refresh, random = Math.random }: RefresherOptions) {
    this.#refresh = refresh;
    this.#random = random;
  }

  now(): void {
    this.stop();
    this.#last = Date.now();
    this.#refresh();
  }

  /** Once for all that happens within the next 1.5 s. */
  soon(): void {
    this.#pending ??= setTimeout(() => this.now(), gatherMilliseconds + this.#random() * spreadMilliseconds);
  }

  /** At once, where the last time is 30 s ago. */
  sometimes(): void {
    if (Date.now() - this.#last >= pollMilliseconds) this.now();
  }

  stop(): void {
    clearTimeout(this.#pending);
    this.#pending = undefined;
  }
}
