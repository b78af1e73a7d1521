import { describe, expect, it } from '@jest/globals';
import { localPath, withMarker } from '../../src/auth/return-to.ts';

describe('a path to come back to', () => {
  it.each([
    ['/', '/'],
    ['/incidents', '/incidents'],
    ['/de/incidents/42?tab=timeline&x=a+b%20c#event-7', '/de/incidents/42?tab=timeline&x=a+b%20c#event-7'],
    ['/incidents?next=https://example.com/', '/incidents?next=https://example.com/'],
    ['/a/../b', '/b'],
    ['/حالة', '/%D8%AD%D8%A7%D9%84%D8%A9'],
    ['/incidents?signIn=failed', '/incidents'],
    ['/incidents?state=open&signIn=failed#x', '/incidents?state=open#x'],
    ['/apiary', '/apiary'],
  ])('%j is kept', (value, expected) => {
    expect(localPath(value)).toBe(expected);
  });

  it.each([
    undefined,
    '',
    'incidents',
    'https://evil.example',
    '//evil.example',
    '//evil.example/incidents',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/incidents\\..\\..',
    '/\t/evil.example',
    '/\n/evil.example',
    '/\r\nSet-Cookie: a=b',
    '\u0000/evil.example',
    ' //evil.example',
    '/..//evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    '/%2e%2e//evil.example',
    'javascript:alert(1)',
    '/api/v1/auth/login?returnTo=/',
    '/x/../API/v1/auth/login',
    `/${'x'.repeat(3_000)}`,
  ])('%j is not', (value) => {
    expect(localPath(value)).toBe('/');
  });

  it('takes the marker in front of the fragment', () => {
    expect(withMarker('/', 'failed')).toBe('/?signIn=failed');
    expect(withMarker('/a?b=c+d#e', 'cancelled')).toBe('/a?b=c+d&signIn=cancelled#e');
  });
});
