import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import { ProblemError } from '../http/problem.ts';

/** Codes and kinds, as specifications and Node.js name them. */
const plain = /^[\w.-]{1,64}$/;

const refusals = [AuthorizationResponseError, ClientError, ResponseBodyError, WWWAuthenticateChallengeError];

/** Whether that is how signing in goes wrong, as against a fault of ours. */
export function isExpected(error: unknown): boolean {
  return isOutage(error) || refusals.some((refusal) => error instanceof refusal);
}

/** Whether something could not be reached or was busy, as against having said no. */
export function isOutage(error: unknown): boolean {
  const { name, code, status, cause } = fields(error);
  return (
    (error instanceof ProblemError && error.kind === 'unavailable') ||
    // fetch() reports every failed connection this way; a TypeError without a code below it is a fault of ours.
    (name === 'TypeError' && fields(cause)['code'] !== undefined) ||
    name === 'TimeoutError' ||
    code === 'OAUTH_TIMEOUT' ||
    [status, fields(cause)['status']].some((number) => typeof number === 'number' && number >= 500) ||
    // The library wraps what it does not know.
    (error instanceof ClientError && cause !== undefined && isOutage(cause))
  );
}

/**
 * What the log may know of an error from signing in: words from specifications. Messages, causes and bodies can hold
 * tokens, and an authorization error's text comes from whoever wrote the link.
 */
export function describeError(error: unknown): Readonly<Record<string, string>> {
  const { name, code, error: answered, cause } = fields(error);
  const reason = word(answered) ?? word(code) ?? word(name) ?? 'unknown';
  const because = word(fields(cause)['code']) ?? word(fields(fields(cause)['cause'])['code']);
  // Which one of the token's claims is not what it should be.
  const claim = word(fields(fields(cause)['cause'])['claim']);
  return { reason, ...(because && because !== reason ? { because } : {}), ...(claim ? { claim } : {}) };
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function word(value: unknown): string | undefined {
  return typeof value === 'string' && plain.test(value) ? value : undefined;
}
