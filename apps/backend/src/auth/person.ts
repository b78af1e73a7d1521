import type { Request } from 'express';
import { z } from 'zod';

/** Somebody who signed in, as the session keeps them. Tokens of the provider are not kept. */
export const Person = z.object({
  name: z.string(),
  /** What the provider calls them; never used for anybody else. */
  subject: z.string(),
  roles: z.array(z.string()),
  csrfToken: z.string(),
  signedInAt: z.iso.datetime(),
});
export type Person = z.infer<typeof Person>;

declare module 'express-session' {
  interface SessionData {
    person: Person;
  }
}

/** Who sent the request; `undefined` where nobody signed in or the session was not read. */
export function personOf(request: Request): Person | undefined {
  return request.session?.person;
}
