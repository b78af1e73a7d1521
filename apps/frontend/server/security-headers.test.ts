import { describe, expect, it } from '@jest/globals';
import { constantHeaders, contentSecurityPolicy, strictTransportSecurity } from './security-headers.ts';

const directives = (policy: string) =>
  new Map(
    policy.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources] as const;
    }),
  );

describe('contentSecurityPolicy', () => {
  const policy = contentSecurityPolicy({ nonce: 'n-1' });

  it('allows scripts by nonce only', () => {
    expect(directives(policy).get('script-src')).toEqual(["'self'", "'nonce-n-1'", "'strict-dynamic'"]);
    expect(policy).not.toContain('unsafe');
  });

  it('allows nothing that is not named', () => {
    const known = directives(policy);
    expect(known.get('default-src')).toEqual(["'none'"]);
    for (const name of ['object-src', 'base-uri', 'frame-ancestors']) expect(known.get(name)).toEqual(["'none'"]);
    for (const name of ['connect-src', 'form-action', 'style-src', 'font-src']) {
      expect(known.get(name)).toEqual(["'self'"]);
    }
  });

  it('asks for https where the platform is reached by it', () => {
    expect(contentSecurityPolicy({ nonce: 'n', https: true })).toContain('upgrade-insecure-requests');
    expect(policy).not.toContain('upgrade-insecure-requests');
  });

  it('lets the development server reload', () => {
    expect(contentSecurityPolicy({ nonce: 'n', development: true })).toContain("'unsafe-eval'");
  });
});

describe('strictTransportSecurity', () => {
  it('is sent for https only', () => {
    expect(strictTransportSecurity('https://status.example.com')).toMatch(/^max-age=\d{8,}; includeSubDomains$/);
    expect(strictTransportSecurity('http://localhost:3000')).toBeUndefined();
  });
});

describe('constantHeaders', () => {
  it('name each header once', () => {
    const names = constantHeaders.map(([name]) => name.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(['x-content-type-options', 'cross-origin-opener-policy']));
  });
});
