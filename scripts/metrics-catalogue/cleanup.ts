/** What has been started, to be stopped in the opposite order. */
export class Cleanup {
  readonly #steps: (() => Promise<unknown>)[] = [];

  /** Remembers how something is stopped. */
  add(stop: () => Promise<unknown>): void {
    this.#steps.push(stop);
  }

  /** Stops everything, whatever fails. */
  async run(): Promise<void> {
    for (const stop of this.#steps.splice(0).reverse()) {
      await stop().catch((error: Error) => console.error(`could not be stopped: ${error.message}`));
    }
  }
}
