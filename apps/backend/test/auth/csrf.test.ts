import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser } from './support/browser.ts';
import { type Platform, startPlatform } from './support/platform.ts';

describe('writes', () => {
  let platform: Platform;
  let browser: Browser;
  let token: string;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  beforeEach(async () => {
    browser = platform.browser();
    await browser.signIn();
    token = (await browser.session()).csrfToken ?? '';
  });
  afterAll(() => platform.close());

  const problemOf = async (response: Response) => [response.status, ((await response.json()) as { type: string }).type];

  it.each(['/api/v1/write', '/api/v1/auth/logout'])('to %s take the token of the session alone', async (path) => {
    const other = platform.browser();
    await other.signIn();
    const { csrfToken: foreign } = await other.session();
    for (const headers of [
      {},
      { 'X-CSRF-Token': '' },
      { 'X-CSRF-Token': `${token}x` },
      { 'X-CSRF-Token': token.slice(1) },
      { 'X-CSRF-Token': foreign ?? '' },
      { 'X-CSRF-Token': `${token}, ${token}` },
    ] as Record<string, string>[]) {
      expect(await problemOf(await browser.write(path, headers))).toEqual([403, 'urn:arq:problem:invalid-csrf-token']);
    }
    expect((await browser.session()).operator).not.toBeNull();
    expect((await browser.write(path, { 'X-CSRF-Token': token })).status).toBeLessThan(300);
  });

  it('come from our own pages', async () => {
    for (const headers of [
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
      { Origin: `${platform.publicUrl.origin}.evil.example` },
      { Origin: platform.publicUrl.origin.replace('http:', 'https:') },
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
      { 'Sec-Fetch-Site': 'none' },
      { Origin: platform.publicUrl.origin, 'Sec-Fetch-Site': 'cross-site' },
    ] as Record<string, string>[]) {
      const response = await browser.write('/api/v1/write', { ...headers, 'X-CSRF-Token': token });
      expect(await problemOf(response)).toEqual([403, 'urn:arq:problem:forbidden']);
    }
    expect(platform.log.of('request-refused').at(-1)?.meta).toMatchObject({ subject: 'ada-1815', reason: 'forbidden' });
    expect((await browser.writeAsPage('/api/v1/write')).status).toBe(200);
  });

  it('do not hold reads up', async () => {
    const response = await browser.request('/api/v1/read', { headers: { Origin: 'https://evil.example' } });
    expect(response.status).toBe(200);
    expect((await browser.request('/api/v1/read', { method: 'HEAD' })).status).toBe(200);
  });
});
