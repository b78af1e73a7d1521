import { globPattern } from './glob.ts';

/** Who receives what is published. */
export interface Subscriber {
  onMessage(channel: string, message: string): void;
  onPatternMessage(pattern: string, channel: string, message: string): void;
}

/** The subscriptions to names, or to patterns of names. */
export class Subscriptions {
  private readonly subscribers = new Map<string, Set<Subscriber>>();

  add(name: string, subscriber: Subscriber): void {
    this.subscribers.set(name, (this.subscribers.get(name) ?? new Set()).add(subscriber));
  }

  remove(name: string, subscriber: Subscriber): void {
    const all = this.subscribers.get(name);
    all?.delete(subscriber);
    if (all?.size === 0) this.subscribers.delete(name);
  }

  /** Each name with those who subscribed to it. */
  *[Symbol.iterator](): Generator<[string, ReadonlySet<Subscriber>]> {
    yield* this.subscribers;
  }

  /** Those who subscribed to a name. */
  of(name: string): ReadonlySet<Subscriber> {
    return this.subscribers.get(name) ?? new Set();
  }
}

/** Publishing and subscribing, across all databases. */
export class Channels {
  readonly names = new Subscriptions();
  readonly patterns = new Subscriptions();

  /** @returns how many received it */
  publish(channel: string, message: string): number {
    let receivers = 0;
    for (const subscriber of this.names.of(channel)) {
      subscriber.onMessage(channel, message);
      receivers++;
    }
    for (const [pattern, subscribers] of this.patterns) {
      if (!globPattern(pattern).test(channel)) continue;
      for (const subscriber of subscribers) {
        subscriber.onPatternMessage(pattern, channel, message);
        receivers++;
      }
    }
    return receivers;
  }
}
