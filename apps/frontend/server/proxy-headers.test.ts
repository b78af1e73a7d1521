import { describe, expect, it } from '@jest/globals';
import { requestHeaders, responseHeaders } from './proxy-headers.ts';

const backend = new URL('http://arq-backend:3001/api/v1/status');

describe('requestHeaders', () => {
  it('keeps the message, and drops what belongs to the connection', () => {
    const given = new Headers({
      host: 'status.example.com',
      cookie: 'a=1; b=2',
      connection: 'keep-alive, x-private',
      'x-private': '1',
      'transfer-encoding': 'chunked',
      expect: '100-continue',
      'content-length': '5',
      upgrade: 'h2c',
      'x-middleware-next': '1',
      'x-arq-answer': '7',
      'x-forwarded-for': '192.0.2.1',
    });
    expect(requestHeaders(given, backend, true)).toEqual({
      host: 'arq-backend:3001',
      'content-length': '5',
      cookie: 'a=1; b=2',
      'x-forwarded-for': '192.0.2.1',
      'x-forwarded-host': 'status.example.com',
    });
  });

  it('leaves the name that an edge has noted', () => {
    const given = new Headers({ host: 'inner', 'x-forwarded-host': 'outer' });
    expect(requestHeaders(given, backend, true)['x-forwarded-host']).toBe('outer');
  });

  it('announces no body that is not sent', () => {
    const given = new Headers({ 'content-length': '5', 'transfer-encoding': 'chunked', expect: '100-continue' });
    expect(Object.keys(requestHeaders(given, backend, false)).sort()).toEqual(['host', 'x-forwarded-host']);
  });
});

describe('responseHeaders', () => {
  it('keeps each cookie by itself', () => {
    const headers = responseHeaders({ 'set-cookie': ['a=1', 'b=2'], connection: 'close', 'x-request-id': 'r' });
    expect(headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect([...headers.keys()]).not.toEqual(expect.arrayContaining(['connection']));
    expect(headers.has('x-request-id')).toBe(false);
  });

  it.each([
    [undefined, 'no-transform'],
    ['no-cache', 'no-cache, no-transform'],
    ['no-transform', 'no-transform'],
  ])('keeps %s from being compressed', (given, expected) => {
    const headers = responseHeaders(given === undefined ? {} : { 'cache-control': given });
    expect(headers.get('cache-control')).toBe(expected);
  });
});
