import type { RequestHandler } from 'express';
import { linesOf, type Secret } from '../config/secret.ts';
import { isSame } from './constant-time.ts';
import { ProblemError } from './problem.ts';

/** Lets only callers through that know a token. Several, on lines of their own, count while one replaces another. */
export function bearerToken(secret: Secret): RequestHandler {
  return (request, _response, next) => {
    const [scheme, given = ''] = (request.get('authorization') ?? '').split(' ', 2);
    if (scheme?.toLowerCase() !== 'bearer' || !linesOf(secret()).some((token) => isSame(given, token))) {
      throw new ProblemError('invalid-token', { headers: { 'WWW-Authenticate': 'Bearer' } });
    }
    next();
  };
}
