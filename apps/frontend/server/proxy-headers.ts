import type { IncomingHttpHeaders } from 'node:http';

/** Headers of one connection, not of the message (RFC 9110, 7.6.1). */
const hopByHop = new Set([
  'connection',
  // Answered on this connection already, by Node.js.
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

const named = (connection: string | null | undefined): ReadonlySet<string> =>
  new Set((connection ?? '').split(',').map((name) => name.trim().toLowerCase()));

/**
 * Headers of a request that is passed on to the backend. `host` becomes that of the backend; what the client asked for
 * goes on as `X-Forwarded-Host`. `X-Forwarded-For` and `X-Forwarded-Proto` have been set before.
 *
 * @param hasBody a body is passed on as well; without one nothing may announce it, or the backend waits for it and takes
 *   the next request on the connection for it
 */
export function requestHeaders(given: Headers, backend: URL, hasBody: boolean): Record<string, string> {
  const dropped = named(given.get('connection'));
  const kept = [...given].filter(
    ([name]) => !hopByHop.has(name) && !dropped.has(name) && !/^x-(middleware|invoke|nextjs|arq)-|^next-/.test(name),
  );
  const headers = Object.fromEntries(kept);
  if (!hasBody) delete headers['content-length'];
  headers['x-forwarded-host'] ??= given.get('host') ?? backend.host;
  headers['host'] = backend.host;
  return headers;
}

/** Headers of the backend's answer. The request's id is on it already. */
export function responseHeaders(given: IncomingHttpHeaders): Headers {
  const dropped = named(given.connection);
  const headers = new Headers();
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || hopByHop.has(name) || dropped.has(name) || name === 'x-request-id') continue;
    for (const one of [value].flat()) headers.append(name, one);
  }
  // Compressing on the way would hold back events, and tokens beside chosen text would leak by their length.
  const caching = headers.get('cache-control');
  if (!caching?.includes('no-transform')) {
    headers.set('cache-control', caching ? `${caching}, no-transform` : 'no-transform');
  }
  return headers;
}
