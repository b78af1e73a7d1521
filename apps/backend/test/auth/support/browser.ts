import type { Session } from '../../../src/api/shapes.ts';
import { CookieJar } from './cookie-jar.ts';

export interface BrowserOptions {
  /** Where the backend listens. */
  readonly address: URL;
  /** Where the browser believes it to be; an edge would be in between. */
  readonly publicUrl: URL;
}

/** Enough of a browser to sign in: cookies, and redirects that can be stopped and looked at. */
export class Browser {
  readonly cookies = new CookieJar();
  readonly #options: BrowserOptions;

  constructor(options: BrowserOptions) {
    this.#options = options;
  }

  /** One request, without following where it leads. */
  async request(target: string | URL, init: RequestInit = {}): Promise<Response> {
    const url = this.#actual(new URL(target, this.#options.publicUrl));
    const headers = new Headers(init.headers);
    const cookie = this.cookies.header(url);
    if (cookie && !headers.has('cookie')) headers.set('cookie', cookie);
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    this.cookies.take(url, response.headers.getSetCookie());
    return response;
  }

  /** Follows redirects up to the first URL that `isEnd` takes; fails where they end before. */
  async follow(target: string | URL, isEnd: (url: URL) => boolean): Promise<URL> {
    let url = new URL(target, this.#options.publicUrl);
    for (let hops = 0; hops < 20; hops += 1) {
      if (isEnd(url)) return url;
      const response = await this.request(url);
      const location = response.headers.get('location');
      if (!location) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
      url = new URL(location, url);
    }
    throw new Error(`redirects do not end at ${url}`);
  }

  /** Signs in as whoever the provider lets in; answers where it ended, as path and query. */
  async signIn(returnTo = '/'): Promise<string> {
    return this.finish(await this.callbackUrl(returnTo));
  }

  /** Up to the provider's answer, which is not delivered yet. */
  callbackUrl(returnTo = '/'): Promise<URL> {
    return this.follow(`/api/v1/auth/login?${new URLSearchParams({ returnTo })}`, (url) => this.#isCallback(url));
  }

  async finish(callback: string | URL): Promise<string> {
    const { pathname, search, hash } = await this.follow(callback, (url) => this.#isPage(url));
    return pathname + search + hash;
  }

  async session(): Promise<Session> {
    const response = await this.request('/api/v1/session');
    if (response.status !== 200) throw new Error(`the session answered ${response.status}`);
    return (await response.json()) as Session;
  }

  async write(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.request(path, { method: 'POST', headers });
  }

  /** A write as our own page sends it. */
  async writeAsPage(path: string): Promise<Response> {
    const { csrfToken } = await this.session();
    return this.write(path, {
      Origin: this.#options.publicUrl.origin,
      'Sec-Fetch-Site': 'same-origin',
      ...(csrfToken ? { 'X-CSRF-Token': csrfToken } : {}),
    });
  }

  sessionCookie(): string | undefined {
    return this.cookies.get(this.#options.address.origin, this.sessionCookieName());
  }

  setSessionCookie(value: string): void {
    this.cookies.set(this.#options.address.origin, this.sessionCookieName(), value);
  }

  sessionCookieName(): string {
    return this.#options.publicUrl.protocol === 'https:' ? '__Host-arq-session' : 'arq-session';
  }

  #isCallback({ origin, pathname }: URL): boolean {
    return origin === this.#options.publicUrl.origin && pathname === '/api/v1/auth/callback';
  }

  #isPage({ origin, pathname }: URL): boolean {
    return origin === this.#options.publicUrl.origin && !pathname.startsWith('/api/');
  }

  #actual(url: URL): URL {
    const { publicUrl, address } = this.#options;
    return url.origin === publicUrl.origin ? new URL(url.pathname + url.search, address) : url;
  }
}
