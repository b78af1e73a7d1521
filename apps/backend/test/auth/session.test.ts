import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { signed } from './support/cookies.ts';
import { type Platform, startPlatform } from './support/platform.ts';

describe('sessions', () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  beforeEach(async () => {
    platform.clock.offsetSeconds = 0;
    platform.secrets.current = ['the-first-secret-of-the-sessions'];
    await platform.inspector.flushDb();
  });
  afterAll(() => platform.close());

  const sessionKey = async () => {
    const keys = await platform.inspector.keys('arq:session:*');
    expect(keys).toHaveLength(1);
    return keys[0] ?? '';
  };

  it('keep who it is, and nothing of what the provider gave', async () => {
    const browser = platform.browser();
    await browser.signIn();
    const stored = JSON.parse((await platform.inspector.get(await sessionKey())) ?? '');
    expect(Object.keys(stored).sort()).toEqual(['cookie', 'person']);
    expect(Object.keys(stored.person).sort()).toEqual(['csrfToken', 'name', 'roles', 'signedInAt', 'subject']);
  });

  it('get a new id with every sign-in, and the old one is dead', async () => {
    const browser = platform.browser();
    await browser.signIn();
    const before = browser.sessionCookie() ?? '';
    const { csrfToken } = await browser.session();
    await browser.signIn();
    expect(browser.sessionCookie()).not.toBe(before);
    expect((await browser.session()).csrfToken).not.toBe(csrfToken);
    const attacker = platform.browser();
    attacker.setSessionCookie(before);
    expect((await attacker.session()).operator).toBeNull();
  });

  it('do not start with an id that was planted', async () => {
    const planted = signed('planted-session-id', platform.secrets.current[0] ?? '');
    const victim = platform.browser();
    victim.setSessionCookie(planted);
    await victim.signIn();
    expect(victim.sessionCookie()).not.toBe(planted);
    expect(await platform.inspector.exists('arq:session:planted-session-id')).toBe(0);
    expect((await victim.session()).operator).not.toBeNull();
  });

  it('end with the sign-out, for everybody who has the cookie', async () => {
    const browser = platform.browser();
    await browser.signIn();
    const cookie = browser.sessionCookie() ?? '';
    const response = await browser.writeAsPage('/api/v1/auth/logout');
    expect(response.status).toBe(204);
    expect(browser.sessionCookie()).toBeUndefined();
    expect(await platform.inspector.keys('arq:session:*')).toEqual([]);
    browser.setSessionCookie(cookie);
    expect((await browser.session()).operator).toBeNull();
    expect(platform.log.of('sign-out').at(-1)?.meta).toEqual({
      event: 'sign-out',
      subject: 'ada-1815',
      name: 'Ada Lovelace',
    });
    expect((await browser.writeAsPage('/api/v1/auth/logout')).status).toBe(401);
  });

  it('can be ended by somebody without the role', async () => {
    platform.provider.account = { subject: 'eve-1', claims: { name: 'Eve' } };
    const browser = platform.browser();
    await browser.signIn();
    expect((await browser.writeAsPage('/api/v1/auth/logout')).status).toBe(204);
    platform.provider.account = { subject: 'ada-1815', claims: { name: 'Ada Lovelace', roles: ['arq-operator'] } };
  });

  it('end after half an hour without a request, and each request begins it anew', async () => {
    const browser = platform.browser();
    await browser.signIn();
    const key = await sessionKey();
    expect(await platform.inspector.ttl(key)).toBeGreaterThan(1_790);
    expect(await platform.inspector.ttl(key)).toBeLessThanOrEqual(1_800);
    await platform.inspector.expire(key, 60);
    await browser.session();
    expect(await platform.inspector.ttl(key)).toBeGreaterThan(1_790);
    await platform.inspector.expire(key, 0);
    expect((await browser.session()).operator).toBeNull();
    expect((await browser.request('/api/v1/read')).status).toBe(401);
  });

  it('end eight hours after the sign-in, whatever was done', async () => {
    const browser = platform.browser();
    await browser.signIn();
    const key = await sessionKey();
    platform.clock.offsetSeconds = 8 * 3600 - 60;
    expect((await browser.session()).operator).not.toBeNull();
    expect(await platform.inspector.ttl(key)).toBeLessThanOrEqual(61);
    platform.clock.offsetSeconds = 8 * 3600 + 1;
    expect((await browser.session()).operator).toBeNull();
    expect((await browser.writeAsPage('/api/v1/write')).status).toBe(401);
  });

  it('end in time when their lifetimes are other ones', async () => {
    platform.serve({ lifetimes: { idleSeconds: 20, absoluteSeconds: 100 } });
    try {
      const browser = platform.browser();
      await browser.signIn();
      expect(await platform.inspector.ttl(await sessionKey())).toBeLessThanOrEqual(20);
      platform.clock.offsetSeconds = 101;
      expect((await browser.session()).operator).toBeNull();
    } finally {
      platform.serve({});
    }
  });

  it('are not revived by a request that was under way when they ended', async () => {
    const browser = platform.browser();
    await browser.signIn();
    const cookie = browser.cookies.header(platform.address);
    const { csrfToken } = await browser.session();
    await Promise.all([
      ...[1, 2, 3, 4].map(() => platform.browser().request('/api/v1/session', { headers: { cookie } })),
      browser.write('/api/v1/auth/logout', { 'X-CSRF-Token': csrfToken ?? '' }),
      ...[1, 2, 3, 4].map(() => platform.browser().request('/api/v1/session', { headers: { cookie } })),
    ]);
    expect(await platform.inspector.keys('arq:session:*')).toEqual([]);
  });

  it.each([
    ['of another key', () => signed('a-session', 'a-key-of-an-attacker')],
    ['without a signature', () => 'a-session'],
    ['cut off', (cookie: string) => cookie.slice(0, -4)],
    ['with another id', (cookie: string) => cookie.replace(/^s%3A./, 's%3A_')],
    ['empty', () => ''],
    ['full of nonsense', () => `s%3A${'%E0%A4%A'.repeat(50)}`],
    ['very long', () => 'x'.repeat(8_000)],
    ['named after a prototype', () => signed('__proto__', 'the-first-secret-of-the-sessions')],
  ])('take a cookie %s for none', async (_, change) => {
    const browser = platform.browser();
    await browser.signIn();
    browser.setSessionCookie(change(browser.sessionCookie() ?? ''));
    const response = await browser.request('/api/v1/session');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ operator: null, csrfToken: null });
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  it.each(['not JSON', '{}', '{"cookie":{}}', '{"cookie":{},"person":{"name":"Ada","roles":["arq-operator"]}}', '[]'])(
    'take what another release kept for none: %s',
    async (stored) => {
      const browser = platform.browser();
      await browser.signIn();
      await platform.inspector.set(await sessionKey(), stored);
      expect((await browser.session()).operator).toBeNull();
    },
  );

  it('outlive a new secret, and end with the last that signed them', async () => {
    const browser = platform.browser();
    await browser.signIn();
    platform.secrets.current = ['the-second-secret-of-sessions', 'the-first-secret-of-the-sessions'];
    expect((await browser.session()).operator).not.toBeNull();
    const another = platform.browser();
    await another.signIn();
    platform.secrets.current = ['the-second-secret-of-sessions'];
    expect((await another.session()).operator).not.toBeNull();
    expect((await browser.session()).operator).toBeNull();
  });

  it('are not signed by an empty line among the secrets', async () => {
    const browser = platform.browser();
    await browser.signIn();
    const id = (await sessionKey()).replace('arq:session:', '');
    platform.secrets.current = ['the-second-secret-of-sessions', '', ' \r'];
    for (const key of ['', ' \r']) {
      const attacker = platform.browser();
      attacker.setSessionCookie(signed(id, key));
      expect((await attacker.session()).operator).toBeNull();
    }
    platform.secrets.current = [' '];
    expect((await platform.browser().request('/api/v1/session')).status).toBe(500);
  });
});
