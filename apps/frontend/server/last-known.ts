export interface Known<T> {
  readonly value: T;
  /** Milliseconds since the epoch when it was answered. */
  readonly at: number;
}

/** The last answer to each question, kept for the time when nobody answers. Bounded: the question asked longest ago goes. */
export class LastKnown {
  readonly #capacity: number;
  readonly #answers = new Map<string, Known<unknown>>();

  constructor(capacity = 64) {
    this.#capacity = capacity;
  }

  remember(question: string, value: unknown, at = Date.now()): void {
    this.#answers.delete(question);
    this.#answers.set(question, { value, at });
    if (this.#answers.size <= this.#capacity) return;
    const [oldest] = this.#answers.keys();
    if (oldest !== undefined) this.#answers.delete(oldest);
  }

  recall<T>(question: string): Known<T> | undefined {
    return this.#answers.get(question) as Known<T> | undefined;
  }
}
