import { RedisStore } from 'connect-redis';
import type { SessionData } from 'express-session';
import { z } from 'zod';
import type { Lifetimes, RedisCommands } from './options.ts';
import { Person } from './person.ts';
import { readJson } from './read-json.ts';

const Stored = z.object({ cookie: z.looseObject({}), person: Person });
type Stored = z.infer<typeof Stored>;

export interface SessionStoreOptions {
  readonly redis: RedisCommands;
  readonly lifetimes: Lifetimes;
  readonly now: () => Date;
}

/** Sessions in Redis. Idle ones go away by themselves; one that is too old counts as gone. */
export function createSessionStore({ redis, lifetimes, now }: SessionStoreOptions): RedisStore {
  const secondsLeft = ({ person }: { readonly person?: Person }): number => {
    // The library does not answer at all if this throws.
    if (!person) return 0;
    const age = (now().getTime() - Date.parse(person.signedInAt)) / 1000;
    return Math.ceil(Math.min(lifetimes.idleSeconds, lifetimes.absoluteSeconds - age));
  };
  return new RedisStore({
    client: redis,
    prefix: 'arq:session:',
    ttl: secondsLeft,
    // Nothing there is what the library takes for no session, although its types do not say so.
    serializer: {
      stringify: (session) => JSON.stringify(session),
      parse: (text) => readSession(text, secondsLeft) as SessionData,
    },
  });
}

/** What another release wrote, or nobody of ours, signs nobody in and fails nothing: it counts as no session. */
function readSession(text: string, secondsLeft: (session: Stored) => number): SessionData | null {
  const stored = readJson(Stored, text);
  // The library rebuilds the cookie's options from what is there.
  return stored && secondsLeft(stored) > 0 ? (stored as unknown as SessionData) : null;
}
