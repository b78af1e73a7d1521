import { describe, expect, it, jest } from '@jest/globals';
import type { Request, Response } from 'express';
import { bearerToken } from '../../src/http/bearer-token.ts';

const [older, newer] = ['the-older-token-0123456789', 'the-newer-token-0123456789'];

function isLetIn(secret: string, authorization: string | undefined): boolean {
  const next = jest.fn();
  const request = { get: () => authorization } as unknown as Request;
  try {
    bearerToken(() => secret)(request, {} as Response, next);
  } catch (error) {
    expect(error).toMatchObject({ kind: 'invalid-token' });
  }
  return next.mock.calls.length === 1;
}

describe('a bearer token', () => {
  it.each([older, newer])('counts while it is being replaced: %s', (token) => {
    expect(isLetIn(`${newer}\n${older}\n`, `Bearer ${token}`)).toBe(true);
  });

  it.each([
    ['none', undefined],
    ['an empty one', 'Bearer '],
    ['another', 'Bearer another'],
    ['the whole secret', `Bearer ${newer}\n${older}`],
    ['another scheme', `Basic ${newer}`],
  ])('is not %s', (_, authorization) => {
    expect(isLetIn(`${newer}\n\n${older}\n`, authorization)).toBe(false);
  });
});
