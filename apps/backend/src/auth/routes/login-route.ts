import { z } from 'zod';
import { type Route, route } from '../../api/route.ts';
import type { Audit } from '../audit.ts';
import type { BrowserCookie } from '../browser-cookie.ts';
import { isOutage } from '../describe-error.ts';
import { nobodySignsIn } from '../guard.ts';
import type { IdentityProvider } from '../identity-provider.ts';
import type { PendingSignIns } from '../pending-sign-ins.ts';
import { localPath, withMarker } from '../return-to.ts';
import { problemResponse } from './problem-response.ts';
import { redirect } from './redirect.ts';

/** What signing in begins with. */
export interface LoginRouteOptions {
  readonly provider: IdentityProvider | undefined;
  readonly pending: PendingSignIns;
  readonly browserCookie: BrowserCookie;
  readonly audit: Audit;
}

/** Sends the browser to the provider. */
export function loginRoute({ provider, pending, browserCookie, audit }: LoginRouteOptions): Route {
  return route({
    method: 'get',
    path: '/api/v1/auth/login',
    operation: 'signIn',
    summary: 'Sign in; for browsers, by a link',
    access: 'public',
    rateLimit: 'sign-in',
    request: {
      query: z.object({
        returnTo: z
          .string()
          .optional()
          .meta({ description: 'Path on this host to come back to', example: '/incidents' }),
      }),
    },
    responses: {
      302: { description: 'To the provider; back with `signIn=unavailable` where it does not answer' },
      ...problemResponse('writes-off'),
    },
    async handle({ query, request, response }) {
      if (!provider) throw nobodySignsIn();
      const returnTo = localPath(query.returnTo);
      try {
        const { url, challenge } = await provider.begin();
        const { state, nonce, codeVerifier } = challenge;
        const browser = browserCookie.issue(request, response);
        await pending.begin(state, browser, { nonce, codeVerifier, returnTo });
        return redirect(url.href);
      } catch (error) {
        if (!isOutage(error)) throw error;
        // Somebody sits in front of it, to whom a document of JSON says nothing.
        audit.signInRefused('unavailable', error);
        return redirect(withMarker(returnTo, 'unavailable'));
      }
    },
  });
}
