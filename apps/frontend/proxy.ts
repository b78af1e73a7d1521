import { type NextRequest, NextResponse } from 'next/server';
import type { Language } from './i18n/languages.ts';
import { splitPath } from './i18n/languages.ts';
import { languageCookie, negotiateLanguage } from './i18n/negotiate.ts';
import { readConfiguration } from './server/configuration.ts';
import { contentSecurityPolicy, strictTransportSecurity } from './server/security-headers.ts';

const yearSeconds = 31_536_000;

/** Language and policy of each page. */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  const { language } = splitPath(pathname);
  const preferred = negotiateLanguage(
    request.cookies.get(languageCookie)?.value,
    request.headers.get('accept-language'),
  );
  if (!language) return redirectTo(request, `/${preferred}${pathname === '/' ? '' : pathname}${search}`);
  const response = page(request);
  if (language !== preferred && isChosenHere(request)) rememberLanguage(response, language);
  return response;
}

function page(request: NextRequest): NextResponse {
  const { publicUrl } = readConfiguration();
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64');
  const policy = contentSecurityPolicy({
    nonce,
    development: process.env.NODE_ENV === 'development',
    https: publicUrl.startsWith('https:'),
  });
  const headers = new Headers(request.headers);
  // Next.js takes the nonce for its own scripts from here.
  headers.set('Content-Security-Policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('Content-Security-Policy', policy);
  setTransportSecurity(response, publicUrl);
  return response;
}

/** Next.js sends only the path of it, so that it holds behind whatever name the edge has. */
function redirectTo(request: NextRequest, path: string): NextResponse {
  const response = NextResponse.redirect(new URL(path, request.url));
  response.headers.set('Vary', 'Accept-Language, Cookie');
  response.headers.set('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
  setTransportSecurity(response, readConfiguration().publicUrl);
  return response;
}

function setTransportSecurity(response: NextResponse, publicUrl: string): void {
  const value = strictTransportSecurity(publicUrl);
  if (value) response.headers.set('Strict-Transport-Security', value);
}

/** Somebody followed the link to the other language, on this site. A link from elsewhere is no choice. */
const isChosenHere = ({ headers }: NextRequest): boolean =>
  headers.get('sec-fetch-site') === 'same-origin' && headers.get('sec-fetch-dest') === 'document';

function rememberLanguage(response: NextResponse, language: Language): void {
  response.cookies.set(languageCookie, language, {
    path: '/',
    maxAge: yearSeconds,
    sameSite: 'lax',
    secure: readConfiguration().publicUrl.startsWith('https:'),
  });
}

export const config = {
  // Neither files nor what has an answer of its own.
  matcher: [
    '/((?!_next/static/|api/|api$|health$|health/readiness$|latency$|preferences/theme$|malformed$|icon\\.svg$).*)',
  ],
};
