import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import { linesOf, type Secret } from '../config/secret.ts';
import { ProblemError } from './problem.ts';

/** Lets only callers through that know a token. Several, on lines of their own, count while one replaces another. */
export function bearerToken(secret: Secret): RequestHandler {
  return (request, _response, next) => {
    const [scheme, given = ''] = (request.get('authorization') ?? '').split(' ', 2);
    if (scheme?.toLowerCase() !== 'bearer' || !linesOf(secret()).some((token) => isEqual(given, token))) {
      throw new ProblemError('invalid-token', { headers: { 'WWW-Authenticate': 'Bearer' } });
    }
    next();
  };
}

/** In constant time; hashing makes the lengths equal. */
function isEqual(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
