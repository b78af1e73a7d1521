import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Platform, startPlatform } from './support/platform.ts';
import type { Claims } from './support/provider.ts';

const ada = { subject: 'ada-1815', claims: { name: 'Ada Lovelace', roles: ['arq-operator'] } };

describe('the way back from the provider', () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  beforeEach(() => {
    platform.provider.account = ada;
    platform.provider.changeIdToken = undefined;
    platform.provider.isForging = false;
    platform.log.lines.length = 0;
  });
  afterAll(() => platform.close());

  it('is refused with another state', async () => {
    const browser = platform.browser();
    const callback = await browser.callbackUrl('/incidents');
    const forged = new URL(callback);
    forged.searchParams.set('state', 'x'.repeat(43));
    expect(await browser.finish(forged)).toBe('/?signIn=expired');
    expect((await browser.session()).operator).toBeNull();
    expect(platform.log.of('sign-in-refused').at(-1)?.meta).toMatchObject({ outcome: 'expired' });
  });

  it.each(['', '?code=abc', '?state=', '?error=access_denied', '?state=abc&code=abc'])(
    'is refused when nobody began: %j',
    async (query) => {
      const browser = platform.browser();
      expect(await browser.finish(`/api/v1/auth/callback${query}`)).toBe('/?signIn=expired');
      expect(browser.sessionCookie()).toBeUndefined();
    },
  );

  it('counts once, however often and at how many places at once it is sent', async () => {
    const browser = platform.browser();
    const callback = await browser.callbackUrl('/incidents');
    const cookie = browser.cookies.header(platform.address);
    const responses = await Promise.all(
      [1, 2, 3, 4].map(() => platform.browser().request(callback, { headers: { cookie } })),
    );
    const locations = responses.map((response) => response.headers.get('location')).sort();
    expect(locations).toEqual(['/?signIn=expired', '/?signIn=expired', '/?signIn=expired', '/incidents']);
    expect(platform.log.of('sign-in')).toHaveLength(1);
  });

  it('leaves who is signed in already as they are when the link is opened again', async () => {
    const browser = platform.browser();
    const callback = await browser.callbackUrl('/incidents');
    await browser.finish(callback);
    const cookie = browser.sessionCookie();
    expect(await browser.finish(callback)).toBe('/');
    expect(browser.sessionCookie()).toBe(cookie);
    expect((await browser.session()).operator?.name).toBe('Ada Lovelace');
  });

  it("signs nobody in with somebody else's link, and leaves it to who began", async () => {
    const attacker = platform.browser();
    const victim = platform.browser();
    const callback = await attacker.callbackUrl('/incidents');
    await victim.request('/api/v1/auth/login');
    expect(await victim.finish(callback)).toBe('/?signIn=expired');
    expect((await victim.session()).operator).toBeNull();
    expect(await attacker.finish(callback)).toBe('/incidents');
  });

  it('works in two tabs at once', async () => {
    const browser = platform.browser();
    const first = await browser.callbackUrl('/incidents/1');
    const second = await browser.callbackUrl('/incidents/2');
    expect(await browser.finish(first)).toBe('/incidents/1');
    expect(await browser.finish(second)).toBe('/incidents/2');
  });

  it('comes too late after ten minutes', async () => {
    const browser = platform.browser();
    await platform.inspector.flushDb();
    const callback = await browser.callbackUrl('/incidents');
    const [key = ''] = await platform.inspector.keys('arq:sign-in:*');
    const seconds = await platform.inspector.ttl(key);
    expect(seconds).toBeGreaterThan(590);
    expect(seconds).toBeLessThanOrEqual(600);
    await platform.inspector.del(key);
    expect(await browser.finish(callback)).toBe('/?signIn=expired');
  });

  it('survives what another release kept', async () => {
    const browser = platform.browser();
    await platform.inspector.flushDb();
    const callback = await browser.callbackUrl('/incidents');
    const [key = ''] = await platform.inspector.keys('arq:sign-in:*');
    await platform.inspector.set(key, 'not JSON');
    expect(await browser.finish(callback)).toBe('/?signIn=expired');
  });

  it('leads back with a marker after a cancelled sign-in, once', async () => {
    platform.provider.account = undefined;
    const browser = platform.browser();
    const callback = await browser.callbackUrl('/incidents?state=open#top');
    expect(callback.searchParams.get('error')).toBe('access_denied');
    expect(await browser.finish(callback)).toBe('/incidents?state=open&signIn=cancelled#top');
    expect(platform.log.of('sign-in-refused').at(-1)?.meta).toEqual({
      event: 'sign-in-refused',
      outcome: 'cancelled',
      reason: 'access_denied',
    });
    platform.provider.account = ada;
    expect(await browser.signIn('/incidents?state=open&signIn=cancelled#top')).toBe('/incidents?state=open#top');
  });

  it('keeps what a link says of an error out of the log', async () => {
    platform.provider.account = undefined;
    const browser = platform.browser();
    const callback = await browser.callbackUrl('/');
    callback.searchParams.set('error', 'oops\nforged line');
    callback.searchParams.set('error_description', 'forged description');
    expect(await browser.finish(callback)).toBe('/?signIn=failed');
    expect(platform.log.text()).not.toContain('forged');
  });

  it('is refused when the answer names another issuer', async () => {
    const browser = platform.browser();
    const callback = await browser.callbackUrl('/');
    expect(callback.searchParams.get('iss')).toBe(platform.provider.issuer.origin);
    callback.searchParams.set('iss', 'https://evil.example');
    expect(await browser.finish(callback)).toBe('/?signIn=failed');
  });

  it('is refused with another code', async () => {
    const browser = platform.browser();
    const callback = await browser.callbackUrl('/');
    callback.searchParams.set('code', 'x'.repeat(43));
    expect(await browser.finish(callback)).toBe('/?signIn=failed');
  });

  const wrong: Record<string, (claims: Claims) => Claims> = {
    nonce: (claims) => ({ ...claims, nonce: 'x'.repeat(43) }),
    iss: (claims) => ({ ...claims, iss: 'https://evil.example' }),
    aud: (claims) => ({ ...claims, aud: 'somebody-else' }),
    exp: (claims) => ({
      ...claims,
      exp: Math.floor(Date.now() / 1000) - 120,
      iat: Math.floor(Date.now() / 1000) - 240,
    }),
  };

  it.each(Object.keys(wrong))('is refused with an ID token of another %s', async (claim) => {
    platform.provider.changeIdToken = wrong[claim];
    const browser = platform.browser();
    expect(await browser.signIn('/incidents')).toBe('/incidents?signIn=failed');
    expect(browser.sessionCookie()).toBeUndefined();
    expect(platform.log.of('sign-in-refused').at(-1)?.meta).toMatchObject({ outcome: 'failed', claim });
  });

  it('is refused without a nonce, and without an ID token for this subject', async () => {
    platform.provider.changeIdToken = ({ nonce: _, ...claims }) => claims;
    expect(await platform.browser().signIn()).toBe('/?signIn=failed');
    // The user info then speaks of somebody else than the ID token.
    platform.provider.changeIdToken = (claims) => ({ ...claims, sub: 'root' });
    expect(await platform.browser().signIn()).toBe('/?signIn=failed');
  });

  it('is refused when a stranger signed the ID token', async () => {
    platform.provider.isForging = true;
    expect(await platform.browser().signIn()).toBe('/?signIn=failed');
  });

  it('takes a token that was signed again but says the same', async () => {
    platform.provider.changeIdToken = (claims) => claims;
    expect(await platform.browser().signIn()).toBe('/');
  });

  it('writes no secret to the log, neither when it works nor when it fails', async () => {
    const { provider, inspector, log, problems } = platform;
    await inspector.flushDb();
    const secrets = new Set<string | null | undefined>([provider.clientSecret, ...platform.secrets.current]);
    const drive = async () => {
      const browser = platform.browser();
      const callback = await browser.callbackUrl('/');
      for (const key of await inspector.keys('arq:sign-in:*')) {
        const { nonce, codeVerifier, browser: fingerprint } = JSON.parse((await inspector.get(key)) ?? '{}');
        for (const secret of [nonce, codeVerifier, fingerprint]) secrets.add(secret);
      }
      for (const name of ['code', 'state']) secrets.add(callback.searchParams.get(name));
      await browser.finish(callback);
      const { csrfToken } = await browser.session();
      for (const secret of [csrfToken, browser.sessionCookie()]) secrets.add(secret);
      await browser.write('/api/v1/write', { 'X-CSRF-Token': 'a-wrong-token' });
      if (csrfToken) await browser.writeAsPage('/api/v1/auth/logout');
    };
    await drive();
    provider.changeIdToken = wrong['nonce'];
    await drive();
    await platform.link.cut();
    await platform.browser().request('/api/v1/auth/login');
    await platform.link.restore();

    for (const token of provider.issued) secrets.add(token);
    const written = log.text() + inspect(problems, { depth: 20, showHidden: true });
    const known = [...secrets].filter((secret) => typeof secret === 'string');
    expect(known.length).toBeGreaterThan(15);
    expect(known.filter((secret) => written.includes(secret))).toEqual([]);
    expect(log.lines.map(({ meta }) => meta['event'])).toEqual(
      expect.arrayContaining(['sign-in', 'sign-out', 'sign-in-refused', 'request-refused']),
    );
  });
});
