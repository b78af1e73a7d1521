interface StoredCookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
}

/** Keeps cookies per origin and path, as browsers do, and holds their names to what browsers hold them to. */
export class CookieJar {
  readonly #cookies = new Map<string, StoredCookie>();

  header(url: URL): string {
    return [...this.#cookies]
      .filter(([key, { path }]) => key.startsWith(`${url.origin} `) && url.pathname.startsWith(path))
      .map(([, { name, value }]) => `${name}=${value}`)
      .join('; ');
  }

  take(url: URL, lines: readonly string[]): void {
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
      const name = pair.slice(0, pair.indexOf('='));
      const value = pair.slice(pair.indexOf('=') + 1);
      const attribute = (key: string) =>
        attributes.find((text) => text.toLowerCase().startsWith(`${key}=`))?.slice(key.length + 1);
      const path = attribute('path') ?? '/';
      if (name.startsWith('__Host-')) {
        const has = (key: string) => attributes.some((text) => text.toLowerCase() === key);
        if (!has('secure') || path !== '/' || attribute('domain')) throw new Error(`browsers refuse ${line}`);
      }
      const expires = attribute('expires');
      const isGone = value === '' || attribute('max-age') === '0' || (expires && Date.parse(expires) <= Date.now());
      const key = `${url.origin} ${path} ${name}`;
      if (isGone) this.#cookies.delete(key);
      else this.#cookies.set(key, { name, value, path });
    }
  }

  get(origin: string, name: string): string | undefined {
    return this.#cookies.get(`${origin} / ${name}`)?.value;
  }

  set(origin: string, name: string, value: string): void {
    this.#cookies.set(`${origin} / ${name}`, { name, value, path: '/' });
  }
}
