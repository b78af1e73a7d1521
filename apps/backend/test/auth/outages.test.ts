import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Platform, startPlatform } from './support/platform.ts';

/** Milliseconds within which a request is answered while Redis or the provider hangs, with some air for a busy machine. */
const bound = { redis: 2_000, provider: 5_000 };

describe('outages', () => {
  let platform: Platform;
  beforeEach(async () => {
    platform = await startPlatform();
  });
  afterEach(() => platform.close());

  const expectUnavailable = async (response: Response) => {
    expect(response.status).toBe(503);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({ type: 'urn:arq:problem:unavailable' });
  };

  /** Whoever followed a link is led back, and told there. */
  const expectReturn = async (response: Response, path: string) => {
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe(`${path}?signIn=unavailable`);
  };

  const healed = async (attempt: () => Promise<boolean>) => {
    for (let tries = 0; tries < 100; tries += 1) {
      if (await attempt()) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('it did not heal within 5 s');
  };

  it.each(['cut', 'freeze'] as const)(
    'of Redis (%s) are told at once, and pass',
    async (failure) => {
      const browser = platform.browser();
      await browser.signIn();
      const token = (await browser.session()).csrfToken ?? '';
      const callback = await platform.browser().callbackUrl();
      await platform.link[failure]();
      const isAnswered = async (answer: Promise<Response>) => {
        const begin = performance.now();
        await expectUnavailable(await answer);
        expect(performance.now() - begin).toBeLessThan(bound.redis);
      };
      await Promise.all([
        isAnswered(browser.request('/api/v1/session')),
        isAnswered(browser.write('/api/v1/write', { 'X-CSRF-Token': token })),
        isAnswered(browser.write('/api/v1/auth/logout', { 'X-CSRF-Token': token })),
        isAnswered(browser.request(callback)),
      ]);
      await expectReturn(await browser.request('/api/v1/auth/login?returnTo=/incidents'), '/incidents');
      // Who is not signed in needs no Redis.
      expect((await platform.browser().session()).writes.enabled).toBe(true);

      await (failure === 'cut' ? platform.link.restore() : platform.link.thaw());
      await healed(async () => (await browser.request('/api/v1/session')).status === 200);
      expect((await browser.session()).operator?.name).toBe('Ada Lovelace');
    },
    15_000,
  );

  it('of Redis while an answer is on its way do not spoil it', async () => {
    const browser = platform.browser();
    await browser.signIn();
    platform.serve({
      redis: { ...commands(platform), expire: () => Promise.reject(new Error('gone')) },
    });
    const response = await browser.request('/api/v1/session');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ operator: { name: 'Ada Lovelace' } });
    await healed(async () => platform.log.of('session-not-extended').length === 1);
    expect(platform.problems).toEqual([]);
  });

  it.each(['set', 'del'] as const)(
    'of Redis for one command (%s) while the session begins sign nobody in',
    async (name) => {
      const browser = platform.browser();
      const callback = await browser.callbackUrl('/incidents');
      const working = commands(platform);
      let failures = 0;
      const failOnce = (...given: unknown[]) => {
        const isOurs = String(given[0]).startsWith('arq:session:');
        if (isOurs && failures++ === 0) return Promise.reject(new Error('gone'));
        return (working[name] as (...all: unknown[]) => Promise<never>)(...given);
      };
      platform.serve({ redis: { ...working, [name]: failOnce } });
      expect(await browser.finish(callback)).toBe('/incidents?signIn=unavailable');
      expect(failures).toBe(1);
      expect(browser.sessionCookie()).toBeUndefined();
      expect(await platform.inspector.keys('arq:session:*')).toEqual([]);
      expect(platform.log.of('sign-in')).toEqual([]);
    },
  );

  it('of the provider from the start are told, and pass by themselves', async () => {
    await platform.provider.stop();
    platform.serve({});
    const browser = platform.browser();
    expect((await browser.session()).writes).toEqual({ enabled: false, reason: 'provider-unavailable' });
    await expectReturn(await browser.request('/api/v1/auth/login'), '/');
    expect(browser.cookies.header(platform.address)).toBe('');
    const before = platform.log.of('provider-unavailable').length;
    for (let requests = 0; requests < 5; requests += 1) await browser.session();
    expect(platform.log.of('provider-unavailable')).toHaveLength(before);

    await platform.provider.restart();
    platform.clock.offsetSeconds += 6;
    await healed(async () => (await browser.session()).writes.enabled);
    expect(await browser.signIn('/incidents')).toBe('/incidents');
  });

  it('of the provider are over with the first sign-in that works', async () => {
    await platform.provider.stop();
    platform.serve({});
    const browser = platform.browser();
    expect((await browser.session()).writes.enabled).toBe(false);
    await platform.provider.restart();
    expect(await browser.signIn('/incidents')).toBe('/incidents');
    expect((await platform.browser().session()).writes.enabled).toBe(true);
  });

  it('of the provider are noticed when its description is an hour old', async () => {
    const browser = platform.browser();
    await browser.signIn();
    await platform.provider.stop();
    const login = () => platform.browser().request('/api/v1/auth/login');
    expect((await login()).status).toBe(302);
    platform.clock.offsetSeconds += 3_601;
    await expectReturn(await login(), '/');
    expect((await platform.browser().session()).writes.reason).toBe('provider-unavailable');
    await platform.provider.restart();
    expect((await login()).status).toBe(302);
  });

  it('of the provider after somebody left for it lead back with a marker', async () => {
    const browser = platform.browser();
    const callback = await browser.callbackUrl('/incidents');
    await platform.provider.stop();
    expect(await browser.finish(callback)).toBe('/incidents?signIn=unavailable');
    await platform.provider.restart();
  });

  it('of the provider leave who is signed in alone', async () => {
    const browser = platform.browser();
    await browser.signIn();
    await platform.provider.stop();
    platform.serve({});
    expect((await browser.session()).writes).toEqual({ enabled: true, reason: null });
    expect((await browser.writeAsPage('/api/v1/write')).status).toBe(200);
    await platform.provider.restart();
  });

  it('of a provider that takes connections and says nothing end in time', async () => {
    const silent = createServer((socket) => socket.on('error', () => {}).resume());
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as { port: number };
    const { provider } = platform.settings;
    if (!provider) throw new Error('the platform has no provider');
    platform.serve({ provider: { ...provider, issuer: new URL(`http://127.0.0.1:${port}`) } });
    const begin = performance.now();
    await expectReturn(await platform.browser().request('/api/v1/auth/login'), '/');
    expect(performance.now() - begin).toBeLessThan(bound.provider);
    await new Promise((resolve) => silent.close(resolve));
  }, 15_000);

  it('of a provider that serves something else are told as such', async () => {
    const { provider } = platform.settings;
    if (!provider) throw new Error('the platform has no provider');
    // The backend's own address: an answer, but no description of a provider.
    platform.serve({ provider: { ...provider, issuer: platform.address } });
    await expectReturn(await platform.browser().request('/api/v1/auth/login'), '/');
    expect(platform.log.of('provider-unavailable').at(-1)?.meta).toMatchObject({
      reason: 'OAUTH_RESPONSE_IS_NOT_CONFORM',
    });
  });
});

function commands({ inspector }: Platform) {
  return {
    get: (key: string) => inspector.get(key),
    set: (key: string, value: string, options: { expiration: { type: 'EX'; value: number } }) =>
      inspector.set(key, value, options),
    expire: (key: string, seconds: number) => inspector.expire(key, seconds),
    del: (keys: string | string[]) => inspector.del(keys),
  };
}
