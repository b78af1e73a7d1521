/** Something that runs. */
export interface Stoppable {
  /** Stops it in good order. */
  stop(): Promise<void>;
  /** Stops it at once. */
  kill?(): Promise<void>;
}

/** What runs, in the order in which it was started. */
export class Running {
  private readonly all: Stoppable[] = [];
  private current: Stoppable | undefined;
  private hasStopped = false;

  /** Whether everything has been asked to stop. */
  get isStopping(): boolean {
    return this.hasStopped;
  }

  /**
   * Remembers something.
   * @throws Error if everything is being stopped; it is stopped then, too
   */
  async add<Item extends Stoppable>(item: Item): Promise<Item> {
    this.all.push(item);
    if (this.isStopping) await this.stop();
    this.assertWanted();
    return item;
  }

  /** @throws Error if everything is being stopped, so that nothing else is started */
  assertWanted(): void {
    if (this.isStopping) throw new StoppedError();
  }

  /** Stops everything, last started first: whatever depends on something goes before it. */
  async stop(): Promise<void> {
    this.hasStopped = true;
    for (let item = this.all.pop(); item; item = this.all.pop()) {
      this.current = item;
      await item.stop();
    }
    this.current = undefined;
  }

  /** Ends at once what still runs. */
  async kill(): Promise<void> {
    this.hasStopped = true;
    const all = [...(this.current ? [this.current] : []), ...this.all.splice(0)];
    await Promise.allSettled(all.map((item) => item.kill?.()));
  }
}

/** Somebody has asked for the end while something was starting. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError';
}
