import type { RequestHandler } from 'express';
import expressSession, { type Store } from 'express-session';
import type { Cookie } from './cookies.ts';
import type { AuditLog } from './options.ts';

export interface SessionReaderOptions {
  readonly cookie: Cookie;
  readonly store: Store;
  readonly secrets: () => readonly string[];
  readonly logger: AuditLog;
}

/**
 * Reads the session. Who brings no cookie, or one that nobody signed, costs no round trip and gets none: only signing in
 * starts a session.
 */
export function createSessionReader({ cookie, store, secrets, logger }: SessionReaderOptions): RequestHandler {
  // The library keeps this very array and looks into it on every request.
  const keys = usable(secrets());
  const read = expressSession({
    name: cookie.name,
    // No Expires: the browser forgets it when it closes, and Redis knows how long it counts.
    cookie: { ...cookie.attributes, sameSite: 'lax' },
    secret: keys,
    store,
    resave: false,
    saveUninitialized: false,
  });
  return (request, response, next) => {
    keys.splice(0, keys.length, ...usable(secrets()));
    if (cookie.attributes.secure) trustPublicUrl(request);
    let isRead = false;
    read(request, response, (error?: unknown) => {
      if (!isRead) {
        isRead = true;
        next(error);
        return;
      }
      // The library reports a session that could not be kept alive when the answer has left already.
      logger.warn('a session was not kept alive', { event: 'session-not-extended', error });
    });
  };
}

/** Everybody can sign with an empty key, and an empty line is one quickly. */
function usable(secrets: readonly string[]): string[] {
  const keys = secrets.map((secret) => secret.trim()).filter((secret) => secret !== '');
  if (keys.length === 0) throw new Error('there is no session secret: give at least one that is not empty');
  return keys;
}

/**
 * TLS ends at the edge. The public URL already says that there is some; whether the edge says so too in a header must not
 * decide whether the cookie is sent.
 */
function trustPublicUrl(request: object): void {
  Object.defineProperty(request, 'secure', { value: true, configurable: true });
}
