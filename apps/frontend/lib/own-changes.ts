import type { TimelineKind } from './api-types.ts';

/** An event that takes longer than this to arrive is announced like any other. */
const keepMilliseconds = 20_000;

/** Changes that this page makes itself: whoever made one has been told already, and is not told again by the event. */
export class OwnChanges {
  readonly #expected = new Map<string, number>();

  /** Call it before the change is sent: its event may arrive first. */
  expect(incident: string, kind: TimelineKind): void {
    this.#expected.set(`${incident} ${kind}`, Date.now() + keepMilliseconds);
  }

  /** The change was refused. */
  forget(incident: string, kind: TimelineKind): void {
    this.#expected.delete(`${incident} ${kind}`);
  }

  /** Whether an event is the one that was expected; only the first one is. */
  take(incident: string, kind: TimelineKind): boolean {
    const until = this.#expected.get(`${incident} ${kind}`);
    this.forget(incident, kind);
    return until !== undefined && Date.now() < until;
  }
}

/** Those of the page that is open. */
export const ownChanges = new OwnChanges();
