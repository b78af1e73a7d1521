import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import { type Cookie, hostCookie, readCookie } from './cookies.ts';
import { pendingSeconds } from './pending-sign-ins.ts';

/** Tells browsers apart while they sign in. It is worth nothing by itself. */
export class BrowserCookie {
  readonly #cookie: Cookie;

  constructor(publicUrl: URL) {
    this.#cookie = hostCookie('arq-sign-in', publicUrl);
  }

  /** The browser's value, kept across tabs; a browser without one gets one. */
  issue(request: Request, response: Response): string {
    const value = this.read(request) ?? randomBytes(32).toString('base64url');
    response.cookie(this.#cookie.name, value, { ...this.#cookie.attributes, maxAge: pendingSeconds * 1000 });
    return value;
  }

  read(request: Request): string | undefined {
    const value = readCookie(request, this.#cookie.name);
    return value && /^[\w-]{43}$/.test(value) ? value : undefined;
  }
}
