import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createAuthentication } from '../../src/auth/index.ts';
import { type Platform, startPlatform } from './support/platform.ts';

const ada = { subject: 'ada-1815', claims: { name: 'Ada Lovelace', roles: ['arq-operator'] } };

describe('signing in', () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  beforeEach(() => {
    platform.provider.account = ada;
  });
  afterAll(() => platform.close());

  it('begins anonymous, without a cookie and without a word to Redis', async () => {
    const before = await platform.inspector.dbSize();
    const response = await platform.browser().request('/api/v1/session');
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({ operator: null, csrfToken: null, writes: { enabled: true, reason: null } });
    expect(await platform.inspector.dbSize()).toBe(before);
  });

  it('leads through the provider and back to where it began', async () => {
    const browser = platform.browser();
    expect(await browser.signIn('/incidents?state=open#top')).toBe('/incidents?state=open#top');
    expect(await browser.session()).toEqual({
      operator: { name: 'Ada Lovelace', roles: ['arq-operator'] },
      csrfToken: expect.stringMatching(/^[\w-]{43}$/),
      writes: { enabled: true, reason: null },
    });
    const read = await browser.request('/api/v1/read');
    expect(await read.json()).toEqual({ name: 'Ada Lovelace', subject: 'ada-1815', roles: ['arq-operator'] });
    expect((await browser.writeAsPage('/api/v1/write')).status).toBe(200);
    expect(platform.log.of('sign-in').at(-1)).toMatchObject({
      level: 'info',
      meta: { subject: 'ada-1815', name: 'Ada Lovelace', roles: ['arq-operator'], isOperator: true },
    });
  });

  it('asks for a code with S256, and never twice with the same values', async () => {
    const ask = async () => {
      const response = await platform.browser().request('/api/v1/auth/login');
      expect(response.status).toBe(302);
      expect(response.headers.get('cache-control')).toBe('no-store');
      return new URL(response.headers.get('location') ?? '').searchParams;
    };
    const [one, other] = [await ask(), await ask()];
    expect(Object.fromEntries(one)).toMatchObject({
      response_type: 'code',
      client_id: 'arq',
      redirect_uri: `${platform.publicUrl.origin}/api/v1/auth/callback`,
      scope: 'openid profile',
      code_challenge_method: 'S256',
    });
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(one.get(name)).toMatch(/^[\w-]{43}$/);
      expect(one.get(name)).not.toBe(other.get(name));
    }
  });

  it('does not tell the browser the code verifier', async () => {
    const browser = platform.browser();
    const response = await browser.request('/api/v1/auth/login');
    const [key = ''] = await platform.inspector.keys('arq:sign-in:*');
    const { codeVerifier } = JSON.parse((await platform.inspector.get(key)) ?? '');
    const sent = `${response.headers.get('location')} ${response.headers.getSetCookie()}`;
    expect(codeVerifier).toMatch(/^[\w-]{43,}$/);
    expect(sent).not.toContain(codeVerifier);
  });

  it('fails with another code verifier: the provider enforces PKCE', async () => {
    const browser = platform.browser();
    await platform.inspector.flushDb();
    const callback = await browser.callbackUrl('/incidents');
    const [key = ''] = await platform.inspector.keys('arq:sign-in:*');
    const pending = JSON.parse((await platform.inspector.get(key)) ?? '');
    await platform.inspector.set(key, JSON.stringify({ ...pending, codeVerifier: 'x'.repeat(43) }));
    expect(await browser.finish(callback)).toBe('/incidents?signIn=failed');
    expect((await browser.session()).operator).toBeNull();
    expect(platform.log.of('sign-in-refused').at(-1)?.meta).toMatchObject({
      outcome: 'failed',
      reason: 'invalid_grant',
    });
  });

  it('shows somebody without the role who they are, and lets them do nothing', async () => {
    platform.provider.account = { subject: 'eve-1', claims: { name: 'Eve', roles: ['reader'] } };
    const browser = platform.browser();
    expect(await browser.signIn()).toBe('/');
    const session = await browser.session();
    expect(session).toMatchObject({
      operator: { name: 'Eve', roles: ['reader'] },
      writes: { enabled: false, reason: null },
    });
    const write = await browser.writeAsPage('/api/v1/write');
    expect(write.status).toBe(403);
    expect(await write.json()).toMatchObject({ type: 'urn:arq:problem:forbidden' });
    expect((await browser.request('/api/v1/read')).status).toBe(403);
    expect(await (await browser.request('/api/v1/open')).json()).toEqual({ operator: null });
    expect(platform.log.of('request-refused').at(-1)?.meta).toMatchObject({
      subject: 'eve-1',
      reason: 'forbidden',
      path: '/api/v1/read',
    });
  });

  it('answers 401 to an anonymous request', async () => {
    const response = await platform.browser().write('/api/v1/write');
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ type: 'urn:arq:problem:not-signed-in' });
  });

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example/', '/..//evil.example', '/\t/evil.example', 'x'])(
    'does not lead to %j',
    async (returnTo) => {
      expect(await platform.browser().signIn(returnTo)).toBe('/');
    },
  );
});

describe('where roles come from', () => {
  it('takes a nested claim of the ID token', async () => {
    const platform = await startPlatform({ idTokenHasClaims: true, rolesClaim: 'realm_access.roles' });
    try {
      platform.provider.account = {
        subject: 'g',
        claims: { name: 'Grace', realm_access: { roles: ['arq-operator'] } },
      };
      const browser = platform.browser();
      await browser.signIn();
      expect((await browser.writeAsPage('/api/v1/write')).status).toBe(200);
    } finally {
      await platform.close();
    }
  });

  it('takes text with spaces, and the subject for want of a name', async () => {
    const platform = await startPlatform();
    try {
      platform.provider.account = { subject: 'grace-1906', claims: { roles: 'reader arq-operator' } };
      const browser = platform.browser();
      await browser.signIn();
      expect((await browser.session()).operator).toEqual({ name: 'grace-1906', roles: ['reader', 'arq-operator'] });
      expect((await browser.writeAsPage('/api/v1/write')).status).toBe(200);
    } finally {
      await platform.close();
    }
  });
});

describe('behind an edge with TLS', () => {
  it('sets cookies that browsers bind to this host, whatever the edge says of the scheme', async () => {
    const platform = await startPlatform({ publicUrl: new URL('https://arq.example') });
    try {
      const browser = platform.browser();
      const callback = await browser.callbackUrl('/incidents');
      expect(callback.origin).toBe('https://arq.example');
      const response = await browser.request(callback);
      const [cookie = ''] = response.headers.getSetCookie();
      expect(cookie).toMatch(/^__Host-arq-session=s%3A/);
      const attributes = cookie.split('; ').slice(1).sort();
      expect(attributes).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure']);
      expect((await browser.writeAsPage('/api/v1/write')).status).toBe(200);
      const login = await platform.browser().request('/api/v1/auth/login');
      expect(login.headers.getSetCookie().join()).toMatch(
        /^__Host-arq-sign-in=[\w-]{43}; Max-Age=600; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
      );
    } finally {
      await platform.close();
    }
  });

  it('does not claim Secure on plain loopback', async () => {
    const platform = await startPlatform();
    try {
      const browser = platform.browser();
      const response = await browser.request(await browser.callbackUrl());
      const [cookie = ''] = response.headers.getSetCookie();
      expect(cookie).toMatch(/^arq-session=s%3A.*; Path=\/; HttpOnly; SameSite=Lax$/);
    } finally {
      await platform.close();
    }
  });
});

describe('without a provider', () => {
  it('says that writes are off, whoever asks', async () => {
    const platform = await startPlatform();
    try {
      const operator = platform.browser();
      await operator.signIn();
      platform.serve({ provider: undefined });
      for (const browser of [operator, platform.browser()]) {
        expect(await browser.session()).toEqual({
          operator: null,
          csrfToken: null,
          writes: { enabled: false, reason: 'provider-not-configured' },
        });
        for (const response of [
          await browser.request('/api/v1/auth/login'),
          await browser.request('/api/v1/auth/callback?state=x&code=y'),
          await browser.write('/api/v1/write'),
          await browser.write('/api/v1/auth/logout'),
        ]) {
          expect(response.status).toBe(403);
          expect(await response.json()).toMatchObject({
            type: 'urn:arq:problem:writes-off',
            detail: expect.stringContaining('No sign-in provider is configured'),
          });
        }
      }
    } finally {
      await platform.close();
    }
  });
});

describe('settings that would send secrets in the clear', () => {
  const settings = {
    publicUrl: new URL('https://arq.example'),
    sessionSecrets: () => ['the-first-secret-of-the-sessions'],
    redis: {} as never,
    logger: console,
    provider: {
      issuer: new URL('https://id.example'),
      clientId: 'arq',
      rolesClaim: 'roles',
      operatorRole: 'arq-operator',
    },
  };

  it('are refused by name', () => {
    expect(() => createAuthentication(settings)).not.toThrow();
    expect(() => createAuthentication({ ...settings, publicUrl: new URL('http://arq.example') })).toThrow(
      'The public URL is http://arq.example, but signing in needs https; plain http is for loopback hosts only',
    );
    const provider = { ...settings.provider, issuer: new URL('http://id.example') };
    expect(() => createAuthentication({ ...settings, provider })).toThrow('The issuer is http://id.example');
    expect(() => createAuthentication({ ...settings, publicUrl: new URL('http://localhost:3000') })).not.toThrow();
  });
});
