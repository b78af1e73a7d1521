import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { alert, deliver, group } from '../support/alerts.ts';
import { type Backend, secrets, startBackend, until } from '../support/backend.ts';
import { ownSeries, scrape } from '../support/exposition.ts';
import { type PlainRequest, sendPlain } from '../support/raw-request.ts';
import { documentOf, routesOf } from '../support/routes.ts';

jest.setTimeout(120_000);

/** The same requests in every run: a failure can be looked at again. */
const seed = 20_260_131;
const methods = [
  'GET',
  'HEAD',
  'OPTIONS',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'TRACE',
  'PROPFIND',
  'PURGE',
  'QUERY',
  'LINK',
];

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend({ privateMetrics: true, env: { CORS_ORIGINS: 'https://wall.example.com' } });
  await deliver(backend.url, group([alert()]));
});
afterAll(() => backend.stop());

const word = fc.string({ unit: fc.constantFrom(..."abcXYZ019-_.~!$&'()*+,;=:@%/?"), maxLength: 24 });
const path = fc
  .array(fc.oneof(word, fc.constantFrom('api', 'v1', 'incidents', 'status', 'health', '..', '%00', '%2e', '%zz')), {
    maxLength: 6,
  })
  .map((parts) => `/${parts.join('/')}`);
const headerValue = fc.string({ unit: fc.constantFrom(...'abcXYZ019 -_.~!"*+,;=:/?<>{}[]'), maxLength: 40 });
const header = fc.constantFrom(
  ...['Accept', 'Accept-Encoding', 'Authorization', 'Content-Type', 'Content-Encoding', 'Cookie', 'Forwarded'],
  ...['If-Match', 'If-Modified-Since', 'If-None-Match', 'Last-Event-ID', 'Origin', 'Range', 'Referer', 'Upgrade'],
  ...['User-Agent', 'X-CSRF-Token', 'X-Forwarded-For', 'X-Forwarded-Host', 'X-Request-Id', 'X-Test'],
);
const wellKnown = fc.constantFrom<Record<string, string>>(
  {},
  { 'If-None-Match': '*' },
  { Origin: 'https://wall.example.com', 'Access-Control-Request-Method': 'GET' },
  { Authorization: `Bearer ${secrets.alerts}`, 'Content-Type': 'application/json' },
  { 'Content-Type': 'application/json' },
  { 'Content-Type': 'application/json; charset=x' },
  { Cookie: 'arq-session=s%3Ax.y' },
);
const headers = fc
  .tuple(wellKnown, fc.dictionary(header, headerValue, { maxKeys: 4 }))
  .map(([known, random]) => ({ ...random, ...known }));
const body = fc.oneof(fc.constant(undefined), fc.string({ maxLength: 60 }), fc.json({ maxDepth: 3 }));
const query = fc.oneof(
  fc.constant(''),
  word.map((text) => `?${text}`),
  fc.constantFrom('?limit=1', '?state=open', '?days=7'),
);

async function send(request: PlainRequest): Promise<number> {
  const controller = new AbortController();
  const answer = sendPlain(backend.port, request).then(({ status }) => status);
  try {
    return await Promise.race([answer, aborted(controller.signal)]);
  } finally {
    controller.abort();
  }
}

/** Streams do not end; that they have begun is enough. */
function aborted(signal: AbortSignal): Promise<number> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, 5_000, 0);
    signal.addEventListener('abort', () => clearTimeout(timer));
  });
}

async function expectNoNewSeries(requests: readonly PlainRequest[]): Promise<Map<number, number>> {
  const before = ownSeries(await scrape(backend.metricsUrl));
  const statuses = new Map<number, number>();
  for (let index = 0; index < requests.length; index += 20) {
    const batch = requests.slice(index, index + 20);
    const answers = await Promise.all(batch.map((request) => send(request)));
    for (const status of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1);
    const failed = batch.filter((_request, position) => (answers[position] ?? 0) >= 500);
    expect(failed).toEqual([]);
  }
  await until(async () => (await scrape(backend.metricsUrl)).value('http_requests_in_flight') === 0);
  expect(ownSeries(await scrape(backend.metricsUrl))).toEqual(before);
  expect(before.length).toBeGreaterThan(500);
  return statuses;
}

describe('the number of series', () => {
  it('stays as it is through 1,000 random requests, none of which fails', async () => {
    const request = fc.record({ method: fc.constantFrom(...methods), path, headers, body });
    const requests = fc.sample(request, { seed, numRuns: 1_000 }).map(withoutUndefined);
    const statuses = await expectNoNewSeries(requests);
    expect(statuses.get(404)).toBeGreaterThan(300);
  });

  it('stays as it is through 200 random requests on each route', async () => {
    const { items } = (await (await fetch(`${backend.url}/api/v1/incidents`)).json()) as { items: { id: string }[] };
    const id = items[0]?.id ?? '';
    const routes = routesOf(await documentOf(backend.url)).filter((route) => route.path !== '/api/v1/status/stream');
    const seen = new Map<number, number>();
    for (const [index, route] of routes.entries()) {
      const request = fc.record({
        method: fc.oneof({ weight: 3, arbitrary: fc.constant(route.method) }, fc.constantFrom(...methods)),
        path: fc
          .tuple(fc.oneof(fc.constant(id), fc.uuid(), word.map(encodeURIComponent)), query)
          .map(([parameter, search]) => route.path.replace('{id}', parameter) + search),
        headers,
        body,
      });
      const requests = fc.sample(request, { seed: seed + index, numRuns: 200 }).map(withoutUndefined);
      for (const [status, count] of await expectNoNewSeries(requests))
        seen.set(status, (seen.get(status) ?? 0) + count);
    }
    // The requests come past more than the first check.
    for (const status of [200, 204, 400, 401, 403, 404, 405, 415, 429]) expect([...seen.keys()]).toContain(status);
  });

  it('stays as it is through streams that begin, end and are refused', async () => {
    const before = ownSeries(await scrape(backend.metricsUrl));
    for (const lastEventId of ['', '1', '999999999999999999', '-1', 'x', '9'.repeat(40)]) {
      const controller = new AbortController();
      const headersOf = { 'Last-Event-ID': lastEventId };
      await fetch(`${backend.url}/api/v1/status/stream`, { signal: controller.signal, headers: headersOf });
      controller.abort();
    }
    await until(async () => (await scrape(backend.metricsUrl)).value('arq_stream_clients') === 0);
    expect(ownSeries(await scrape(backend.metricsUrl))).toEqual(before);
  });

  it('was not kept by failing', () => {
    expect(backend.lines().filter(({ level }) => level === 'error')).toEqual([]);
    expect(backend.text()).not.toContain('(node:');
  });
});

function withoutUndefined({ body: given, ...request }: PlainRequest & { body?: string | undefined }): PlainRequest {
  // A body would be taken for the next request where the method has none.
  const hasBody = given !== undefined && !['GET', 'HEAD', 'OPTIONS', 'TRACE'].includes(request.method ?? 'GET');
  return hasBody ? { ...request, body: given } : request;
}
