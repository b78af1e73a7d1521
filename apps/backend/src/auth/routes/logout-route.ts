import { type Route, route } from '../../api/route.ts';
import type { Audit } from '../audit.ts';
import type { Cookie } from '../cookies.ts';
import type { Guard } from '../guard.ts';
import { endSession } from '../session-changes.ts';
import { problemResponse } from './problem-response.ts';

export interface LogoutRouteOptions {
  readonly guard: Guard;
  readonly audit: Audit;
  readonly sessionCookie: Cookie;
}

/**
 * Ends the session here. The one at the provider goes on: it belongs to the person's other programs too, and ending it
 * without asking them would take the ID token, which is not kept.
 */
export function logoutRoute({ guard, audit, sessionCookie }: LogoutRouteOptions): Route {
  return route({
    method: 'post',
    path: '/api/v1/auth/logout',
    operation: 'signOut',
    summary: 'Sign out; takes the CSRF token, but no role',
    access: 'session',
    rateLimit: 'write',
    responses: {
      204: { description: 'Signed out' },
      ...problemResponse('not-signed-in'),
      ...problemResponse('invalid-csrf-token'),
    },
    async handle({ request, response }) {
      const person = guard.assertSignedIn(request);
      await endSession(request);
      response.clearCookie(sessionCookie.name, sessionCookie.attributes);
      audit.signedOut(person);
      return { status: 204, headers: { 'Cache-Control': 'no-store' } };
    },
  });
}
