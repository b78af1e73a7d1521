import type { Request } from 'express';
import { isSame } from '../http/constant-time.ts';
import { ProblemError } from '../http/problem.ts';
import type { Person } from './person.ts';

const csrfHeader = 'X-CSRF-Token';

/**
 * Makes sure that our own pages sent a write: by what the browser says of its origin, where it says something, and always
 * by the token of the session.
 * @throws ProblemError `forbidden` or `invalid-csrf-token`
 */
export function assertOwnPage(request: Request, person: Person, publicUrl: URL): void {
  const origin = request.get('Origin');
  const site = request.get('Sec-Fetch-Site');
  if ((origin !== undefined && origin !== publicUrl.origin) || (site !== undefined && site !== 'same-origin')) {
    throw new ProblemError('forbidden', { detail: `Writes are taken from pages of ${publicUrl.origin} only.` });
  }
  const token = request.get(csrfHeader);
  if (token !== undefined && isSame(token, person.csrfToken)) return;
  throw new ProblemError('invalid-csrf-token', {
    detail: `Send the csrfToken of GET /api/v1/session as ${csrfHeader}; signing in again changes it.`,
  });
}
