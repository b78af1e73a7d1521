import { z } from 'zod';
import { fingerprint, isSame } from '../http/constant-time.ts';
import type { RedisCommands } from './options.ts';
import { readJson } from './read-json.ts';

/** Long enough to find the phone with the second factor. */
export const pendingSeconds = 600;

const Pending = z.object({
  nonce: z.string(),
  codeVerifier: z.string(),
  returnTo: z.string(),
  /** Fingerprint of the cookie of the browser that began. */
  browser: z.string(),
});
export type Pending = z.infer<typeof Pending>;

/**
 * Sign-ins that have begun, by their state, so that several tabs do not disturb each other. Each ends once, and only in the
 * browser that began it: neither can a link be replayed, nor does somebody else's link sign anybody in.
 */
export class PendingSignIns {
  readonly #redis: RedisCommands;

  constructor(redis: RedisCommands) {
    this.#redis = redis;
  }

  async begin(state: string, browser: string, pending: Omit<Pending, 'browser'>): Promise<void> {
    const value = JSON.stringify({ ...pending, browser: fingerprint(browser) } satisfies Pending);
    await this.#redis.set(keyOf(state), value, { expiration: { type: 'EX', value: pendingSeconds } });
  }

  /** The sign-in of that state; `undefined` where there is none for this browser, or none any more. */
  async end(state: string, browser: string): Promise<Pending | undefined> {
    const pending = readJson(Pending, await this.#redis.get(keyOf(state)));
    if (!pending || !isSame(pending.browser, fingerprint(browser))) return undefined;
    // Of two requests at once, the one that deletes it has it.
    return (await this.#redis.del(keyOf(state))) === 1 ? pending : undefined;
  }
}

function keyOf(state: string): string {
  return `arq:sign-in:${fingerprint(state)}`;
}
