import { type Route, route } from '../../api/route.ts';
import { Session } from '../../api/shapes.ts';
import type { Guard } from '../guard.ts';
import type { IdentityProvider } from '../identity-provider.ts';
import { type Person, personOf } from '../person.ts';

export interface SessionRouteOptions {
  readonly provider: IdentityProvider | undefined;
  readonly guard: Guard;
}

/** Who is signed in, and whether they may write. */
export function sessionRoute({ provider, guard }: SessionRouteOptions): Route {
  return route({
    method: 'get',
    path: '/api/v1/session',
    operation: 'getSession',
    summary: 'Who is signed in, and whether writes are possible',
    access: 'session',
    rateLimit: 'read',
    responses: {
      200: { description: 'The session; without one, both the operator and the token are null', schema: Session },
    },
    async handle({ request }) {
      const person = personOf(request);
      const session: Session = {
        operator: person ? { name: person.name, roles: person.roles } : null,
        csrfToken: person?.csrfToken ?? null,
        writes: await writes(provider, guard, person),
      };
      return { status: 200, body: session, headers: { 'Cache-Control': 'no-store' } };
    },
  });
}

async function writes(
  provider: IdentityProvider | undefined,
  guard: Guard,
  person: Person | undefined,
): Promise<Session['writes']> {
  if (!provider) return { enabled: false, reason: 'provider-not-configured' };
  // Who is signed in already does not need the provider; who lacks the role cannot write, whatever the provider does.
  if (person) return { enabled: guard.isOperator(person), reason: null };
  return (await provider.isAvailable())
    ? { enabled: true, reason: null }
    : { enabled: false, reason: 'provider-unavailable' };
}
