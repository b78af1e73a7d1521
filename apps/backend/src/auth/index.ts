import type { Request, RequestHandler } from 'express';
import { contract } from '../../contract.ts';
import type { Route } from '../api/route.ts';
import { assertPrivate } from '../config/loopback.ts';
import { Audit } from './audit.ts';
import { boundedRedis } from './bounded-redis.ts';
import { BrowserCookie } from './browser-cookie.ts';
import { hostCookie } from './cookies.ts';
import { Guard } from './guard.ts';
import { IdentityProvider } from './identity-provider.ts';
import type { AuthenticationOptions } from './options.ts';
import { PendingSignIns } from './pending-sign-ins.ts';
import { personOf } from './person.ts';
import { callbackRoute } from './routes/callback-route.ts';
import { loginRoute } from './routes/login-route.ts';
import { logoutRoute } from './routes/logout-route.ts';
import { sessionRoute } from './routes/session-route.ts';
import { createSessionReader } from './session-reader.ts';
import { createSessionStore } from './session-store.ts';

export type { AuditLog, AuthenticationOptions, Lifetimes, ProviderOptions, RedisCommands } from './options.ts';

/** An operator, as what they do is recorded. */
export interface Operator {
  readonly name: string;
  readonly subject: string;
  readonly roles: readonly string[];
}

export interface Authentication {
  /** Sign-in, sign-out and the session. */
  readonly routes: readonly Route[];
  /** Reads the session; for the accesses `session` and `operator`. Fails as `unavailable` while Redis does not answer. */
  readonly session: RequestHandler;
  /** After `session`: lets operators pass, and their writes with the CSRF token only. */
  readonly requireOperator: RequestHandler;
  /** Who sent the request, if it was an operator; somebody who signed in without the role is none. */
  operatorOf(request: Request): Operator | undefined;
}

/**
 * Operators' sign-in by OpenID Connect, with sessions in Redis.
 * @throws Error where the public URL or the issuer would send secrets in the clear
 */
export function createAuthentication(options: AuthenticationOptions): Authentication {
  const { publicUrl, logger, now = () => new Date() } = options;
  const lifetimes = options.lifetimes ?? { idleSeconds: 1_800, absoluteSeconds: 28_800 };
  if (options.provider) assertPrivate(publicUrl, 'The public URL');

  const redis = boundedRedis(options.redis);
  const pending = new PendingSignIns(redis);
  const browserCookie = new BrowserCookie(publicUrl);
  const sessionCookie = hostCookie('arq-session', publicUrl);
  const store = createSessionStore({ redis, lifetimes, now });
  const audit = new Audit(logger);
  const guard = new Guard({ publicUrl, operatorRole: options.provider?.operatorRole, audit });
  const provider = options.provider
    ? new IdentityProvider({
        provider: options.provider,
        redirectUrl: new URL(contract.paths.signInCallback, publicUrl),
        logger,
        now,
      })
    : undefined;

  return {
    routes: [
      sessionRoute({ provider, guard }),
      loginRoute({ provider, pending, browserCookie, audit }),
      callbackRoute({ provider, pending, browserCookie, guard, audit, now }),
      logoutRoute({ guard, audit, sessionCookie }),
    ],
    // Without a provider no session counts, not even one from when there was one.
    session: provider
      ? createSessionReader({ cookie: sessionCookie, store, secrets: options.sessionSecrets, logger })
      : (_request, _response, next) => next(),
    requireOperator: (request, _response, next) => {
      guard.assertOperator(request);
      next();
    },
    operatorOf: (request) => {
      const person = personOf(request);
      if (!person || !guard.isOperator(person)) return undefined;
      return { name: person.name, subject: person.subject, roles: person.roles };
    },
  };
}
