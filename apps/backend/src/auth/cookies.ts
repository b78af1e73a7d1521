import type { CookieOptions, Request } from 'express';

/** A cookie's name and attributes. */
export interface Cookie {
  readonly name: string;
  readonly attributes: CookieOptions & { readonly secure: boolean };
}

/**
 * A cookie of this host alone: no script reads it, other sites' writes do not carry it, and the prefix keeps neighbouring
 * subdomains from planting one. `Lax`, since the provider sends browsers back by a link.
 */
export function hostCookie(name: string, publicUrl: URL): Cookie {
  // Browsers refuse the prefix without Secure, and some refuse Secure without TLS.
  const secure = publicUrl.protocol === 'https:';
  return {
    name: secure ? `__Host-${name}` : name,
    attributes: { path: '/', httpOnly: true, sameSite: 'lax', secure },
  };
}

/** Value of a cookie that the request brings, as it was sent. */
export function readCookie(request: Request, name: string): string | undefined {
  const pairs = request.headers.cookie?.split(';').map((pair) => pair.trim()) ?? [];
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
