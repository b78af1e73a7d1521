import { randomBytes } from 'node:crypto';
import type { Request } from 'express';
import { z } from 'zod';
import { contract } from '../../../contract.ts';
import { type Route, route } from '../../api/route.ts';
import type { Audit } from '../audit.ts';
import type { BrowserCookie } from '../browser-cookie.ts';
import { isExpected, isOutage } from '../describe-error.ts';
import { type Guard, nobodySignsIn } from '../guard.ts';
import type { IdentityProvider } from '../identity-provider.ts';
import type { PendingSignIns } from '../pending-sign-ins.ts';
import { type Person, personOf } from '../person.ts';
import { type SignInMarker, withMarker } from '../return-to.ts';
import { startSession } from '../session-changes.ts';
import { problemResponse } from './problem-response.ts';
import { redirect } from './redirect.ts';

export interface CallbackRouteOptions {
  readonly provider: IdentityProvider | undefined;
  readonly pending: PendingSignIns;
  readonly browserCookie: BrowserCookie;
  readonly guard: Guard;
  readonly audit: Audit;
  readonly now: () => Date;
}

/**
 * Takes the browser back from the provider. Somebody sits in front of it, so what goes wrong leads back to the pages with a
 * marker and not to a document of JSON.
 */
export function callbackRoute(options: CallbackRouteOptions): Route {
  const { provider, pending, browserCookie, audit } = options;
  return route({
    method: 'get',
    path: contract.paths.signInCallback,
    operation: 'finishSignIn',
    summary: 'Where the provider sends browsers back to',
    access: 'session',
    rateLimit: 'sign-in',
    request: {
      // Providers add parameters of their own.
      query: z.looseObject({ state: z.string().optional() }),
    },
    responses: {
      302: { description: 'To where signing in began; where it failed, with `signIn` and the reason' },
      ...problemResponse('writes-off'),
    },
    async handle({ query, request }) {
      if (!provider) throw nobodySignsIn();
      const browser = browserCookie.read(request);
      const { state = '' } = query;
      const begun = browser && state ? await pending.end(state, browser) : undefined;
      if (!begun) {
        // The back button, most of the time.
        if (personOf(request)) return redirect('/');
        audit.signInRefused('expired');
        return redirect(withMarker('/', 'expired'));
      }
      try {
        await signIn(request, options, provider, { ...begun, state });
        return redirect(begun.returnTo);
      } catch (error) {
        if (!isExpected(error)) throw error;
        const marker = markerOf(error);
        audit.signInRefused(marker, error);
        return redirect(withMarker(begun.returnTo, marker));
      }
    },
  });
}

async function signIn(
  request: Request,
  { audit, guard, now }: CallbackRouteOptions,
  provider: IdentityProvider,
  challenge: Parameters<IdentityProvider['finish']>[1],
): Promise<void> {
  const { search } = new URL(request.originalUrl, 'http://localhost');
  const identity = await provider.finish(search, challenge);
  const person: Person = {
    ...identity,
    csrfToken: randomBytes(32).toString('base64url'),
    signedInAt: now().toISOString(),
  };
  await startSession(request, person);
  audit.signedIn(person, guard.isOperator(person));
}

function markerOf(error: unknown): SignInMarker {
  if (isOutage(error)) return 'unavailable';
  return (error as { error?: unknown }).error === 'access_denied' ? 'cancelled' : 'failed';
}
