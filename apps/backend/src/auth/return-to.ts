/** Parameter that tells the page how signing in went wrong. */
const markerParameter = 'signIn';

/**
 * - `cancelled`: the person said no, or the provider did
 * - `expired`: it took too long, was done already, or began in another browser
 * - `unavailable`: the provider or the sessions do not answer
 * - `failed`: what came back was not what was asked for
 */
export type SignInMarker = 'cancelled' | 'expired' | 'unavailable' | 'failed';

const longest = 2_048;

/**
 * A place on our own pages; anything else is the start page. Browsers read `//host`, `/\host` and `/<tab>/host` as other
 * hosts, and a route of the API could sign in again for ever.
 */
export function localPath(value: string | undefined): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop them from URLs, so `/\t/host` leads away
  if (!value || value.length > longest || /^[^/]|[\\\u0000-\u001f\u007f]/.test(value)) return '/';
  const base = 'http://localhost';
  if (!URL.canParse(value, base)) return '/';
  const { origin, pathname, searchParams, search, hash } = new URL(value, base);
  // Dots resolve first: `/..//host` is `//host` by now.
  if (origin !== base || pathname.startsWith('//') || /^\/api(\/|$)/i.test(pathname)) return '/';
  searchParams.delete(markerParameter);
  // Deleting writes all other parameters anew, so it is left alone where there was no marker.
  const kept = new URLSearchParams(search).has(markerParameter) ? searchParams.toString() : search.slice(1);
  return `${pathname}${kept && `?${kept}`}${hash}`;
}

/** The same place with the marker. */
export function withMarker(path: string, marker: SignInMarker): string {
  const { pathname, search, hash } = new URL(path, 'http://localhost');
  return `${pathname}${search ? `${search}&` : '?'}${markerParameter}=${marker}${hash}`;
}
