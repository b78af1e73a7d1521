import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  discovery,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { contract } from '../../apps/backend/contract.ts';
import { type SignIn, startSignIn } from '../../dev/sign-in/provider.ts';

const publicUrl = 'http://localhost:3000';
let provider: SignIn;

beforeAll(async () => {
  provider = await startSignIn({ publicUrl });
});
afterAll(() => provider.close());

/** A browser, as far as signing in needs one. */
class Browser {
  private readonly cookies = new Map<string, string>();

  async open(url: string, form?: Record<string, string>): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const body = form ? { method: 'POST', body: new URLSearchParams(form) } : {};
    const response = await fetch(url, { ...body, headers: { cookie }, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
      this.cookies.set(name, value);
    }
    return response;
  }

  /** Follows redirects up to a page, or up to an address outside of the provider. */
  async follow(url: string): Promise<{ url: string; page: string }> {
    for (let current = url; ; ) {
      if (!current.startsWith(provider.issuer)) return { url: current, page: '' };
      const response = await this.open(current);
      const location = response.headers.get('location');
      if (!location) return { url: current, page: await response.text() };
      current = new URL(location, current).href;
    }
  }
}

async function signInAs(login: string) {
  const configuration = await discovery(new URL(provider.issuer), provider.clientId, provider.clientSecret, undefined, {
    execute: [allowInsecureRequests],
  });
  const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()];
  const begin = buildAuthorizationUrl(configuration, {
    redirect_uri: `${publicUrl}${contract.paths.signInCallback}`,
    scope: 'openid profile',
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  const browser = new Browser();
  const { url, page } = await browser.follow(begin.href);
  const action = /action="([^"]+)"/.exec(page)?.[1] ?? '';
  const submitted = await browser.open(new URL(action, url).href, { prompt: 'login', login, password: 'anything' });
  const back = await browser.follow(new URL(submitted.headers.get('location') ?? '', url).href);
  const tokens = await authorizationCodeGrant(configuration, new URL(back.url), {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: verifier,
    idTokenExpected: true,
  });
  return fetchUserInfo(configuration, tokens.access_token, tokens.claims()?.sub ?? '');
}

describe('The sign-in provider for development', () => {
  it('signs anybody in as an operator, without asking for consent', async () => {
    expect(await signInAs('Amira Haddad')).toMatchObject({ name: 'Amira Haddad', roles: ['arq-operator'] });
  });

  it('signs a guest in without roles', async () => {
    expect(await signInAs('guest')).toMatchObject({ name: 'guest', roles: [] });
  });

  it('sends browsers back to the backend and nowhere else', async () => {
    const url = new URL(`${provider.issuer}/auth`);
    const redirect_uri = 'https://elsewhere.example.com/';
    url.search = String(
      new URLSearchParams({ client_id: 'arq', response_type: 'code', scope: 'openid', redirect_uri }),
    );
    const response = await fetch(url, { redirect: 'manual' });
    expect(response.status).toBe(400);
  });

  it('listens on the loopback interface', () => {
    expect(new URL(provider.issuer).hostname).toBe('127.0.0.1');
  });

  it('does not run in production', async () => {
    const before = process.env['NODE_ENV'];
    process.env['NODE_ENV'] = 'production';
    try {
      await expect(startSignIn({ publicUrl })).rejects.toThrow('NODE_ENV=production');
    } finally {
      process.env['NODE_ENV'] = before;
    }
  });
});
