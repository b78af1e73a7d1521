import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { alert, group } from '../support/alerts.ts';
import { type Backend, secrets, startBackend } from '../support/backend.ts';
import { expectProblem } from '../support/problem.ts';
import { sendBytes, sendPlain } from '../support/raw-request.ts';

jest.setTimeout(60_000);

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend({ env: { RATE_LIMITS: 'false' } });
});
afterAll(() => backend.stop());

const authorization = { Authorization: `Bearer ${secrets.alerts}` };
const json = { ...authorization, 'Content-Type': 'application/json' };
const get = (path: string, headers = {}) => sendPlain(backend.port, { path, headers });
const post = (body: string | Buffer, headers: Record<string, string> = json) =>
  sendPlain(backend.port, { method: 'POST', path: '/api/v1/alerts', headers, body });

describe('a body', () => {
  it.each(['', '{', 'null', '"text"', '3', '{"a":1}}', "{'a':1}", '\u0000', '{"a":NaN}'])(
    'of %j is refused',
    async (body) => {
      const answer = await post(body);
      if (body === '') expectProblem(answer, 'invalid-request');
      else expectProblem(answer, 'malformed-json');
    },
  );

  it.each([
    ['[]', 'body'],
    [JSON.stringify({ ...group([alert()]), version: '3' }), 'body.version'],
    [JSON.stringify({ ...group([alert()]), alerts: {} }), 'body.alerts'],
    [JSON.stringify(group([{ ...alert(), startsAt: 'yesterday' }])), 'body.alerts.0.startsAt'],
    [JSON.stringify(group([{ ...alert(), labels: { a: 1 } as never }])), 'body.alerts.0.labels.a'],
  ])('of the wrong types is refused, saying where: %s', async (body, at) => {
    const { errors } = expectProblem(await post(body), 'invalid-request');
    expect(errors?.map((error) => error.at)).toContain(at);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json-patch+json',
    'application/json; charset=latin1',
    'application/json; charset=__proto__',
    'json',
    '*/*',
  ])('of the type %s is refused', async (type) => {
    expectProblem(await post('{}', { ...authorization, 'Content-Type': type }), 'unsupported-media-type');
  });

  it('without a type is refused', async () => {
    expectProblem(await post('{}', authorization), 'unsupported-media-type');
  });

  it.each(['compress', 'zstd, gzip', 'x', '__proto__'])('in the encoding %s is refused', async (encoding) => {
    expectProblem(await post('{}', { ...json, 'Content-Encoding': encoding }), 'unsupported-media-type');
  });

  it('that is not in its encoding is refused', async () => {
    expectProblem(await post('{}', { ...json, 'Content-Encoding': 'gzip' }), 'invalid-request');
    expectProblem(await post(gzipSync('{'), { ...json, 'Content-Encoding': 'gzip' }), 'malformed-json');
  });

  it('that is too large is refused, unpacked or not', async () => {
    expectProblem(await post(Buffer.alloc(9 * 1024 * 1024, ' ')), 'body-too-large');
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '));
    expect(bomb.length).toBeLessThan(100_000);
    expectProblem(await post(bomb, { ...json, 'Content-Encoding': 'gzip' }), 'body-too-large');
  });

  it('that is very deep is refused without harm', async () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    expectProblem(await post(deep), 'invalid-request');
    expectProblem(await post(`{"alerts":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`), 'invalid-request');
  });

  it('whose labels are named like prototypes changes none', async () => {
    const body = JSON.stringify(group([alert()])).replace(
      '"labels":{',
      '"__proto__":{"status":"x"},"labels":{"__proto__":"polluted","constructor":"polluted","toString":"polluted",',
    );
    expect((await post(body)).status).toBe(204);
    const { items } = JSON.parse((await get('/api/v1/incidents')).body);
    expect(items).toHaveLength(1);
    expect(JSON.stringify(items)).not.toContain('polluted');
    expectProblem(await get('/api/v1/polluted'), 'not-found');
  });
});

describe('a query', () => {
  const id = '/api/v1/incidents';
  it.each([
    `${id}?unknown=1`,
    `${id}?state=open&state=resolved`,
    `${id}?state=closed`,
    `${id}?state=`,
    `${id}?limit=0`,
    `${id}?limit=101`,
    `${id}?limit=ten`,
    `${id}?limit=5&limit=6`,
    `${id}?limit[]=5`,
    `${id}?__proto__=1`,
    `${id}?constructor=1`,
    `${id}?__proto__[limit]=1`,
    `${id}?cursor=x`,
    `${id}?cursor=${Buffer.from('["2026-01-01T00:00:00Z","x"]').toString('base64url')}`,
    `${id}?cursor=${'A'.repeat(300)}`,
    `${id}?tier=database'%20or%201=1--`,
    `${id}?severity=critical);drop%20table%20incidents;--`,
    `${id}?state=%00`,
    `${id}?state=open%00`,
    `${id}?state=%zz`,
    `${id}?state=%c3%28`,
    '/api/v1/status/history?days=0',
    '/api/v1/status/history?days=366',
    '/api/v1/status/history?days=NaN',
    '/api/v1/status/history?days=1;select%20pg_sleep(9)',
    '/api/v1/status/history?day=1',
  ])('is refused: %s', async (path) => {
    const { errors } = expectProblem(await get(path), 'invalid-request');
    expect(errors?.every(({ at }) => at.startsWith('query'))).toBe(true);
  });
});

describe('a path', () => {
  it.each([
    '/api/v1/incidents/x',
    "/api/v1/incidents/1'%20or%20'1'='1",
    '/api/v1/incidents/%00',
    '/api/v1/incidents/..%2f..%2fetc%2fpasswd',
    '/api/v1/incidents/00000000-0000-4000-8000-00000000000g',
    '/api/v1/incidents/__proto__',
    `/api/v1/incidents/${'x'.repeat(4_000)}`,
  ])('with a wrong parameter is refused: %s', async (path) => {
    const { errors } = expectProblem(await get(path), 'invalid-request');
    expect(errors?.map(({ at }) => at)).toEqual(['path.id']);
  });

  it.each(['/api/v1/incidents/%', '/api/v1/incidents/%zz', '/api/v1/incidents/%c0%ae'])(
    'with a wrong encoding is refused: %s',
    async (path) => {
      expectProblem(await get(path), 'invalid-request');
    },
  );

  it.each([
    '/',
    '/api',
    '/api/v2/incidents',
    '/API/V1/INCIDENTS',
    '/api/v1/incidents/',
    '//api/v1/incidents',
    '/api//v1/incidents',
    '/api/v1/./incidents',
    '/api/v1/%69ncidents/x/y',
    '/api/v1/incidents%00',
    '/api/v1/health/../../../etc/passwd',
    '/api/v1/%zz',
    '/__proto__',
    '/constructor/prototype',
    '/.env',
    'http://evil.example.com/api/v2',
  ])('that does not exist is not found: %s', async (path) => {
    expectProblem(await get(path), 'not-found');
  });

  it('to an incident that does not exist is not found', async () => {
    expectProblem(await get('/api/v1/incidents/00000000-0000-4000-8000-000000000000'), 'not-found');
  });
});

describe('a method', () => {
  it.each([
    ['POST', '/api/v1/incidents', 'GET, HEAD, OPTIONS'],
    ['DELETE', '/api/v1/status', 'GET, HEAD, OPTIONS'],
    ['PUT', '/api/v1/health', 'GET, HEAD, OPTIONS'],
    ['PATCH', '/api/v1/openapi.json', 'GET, HEAD, OPTIONS'],
    ['GET', '/api/v1/alerts', 'POST, OPTIONS'],
    ['HEAD', '/api/v1/auth/logout', 'POST, OPTIONS'],
    ['TRACE', '/api/v1/status', 'GET, HEAD, OPTIONS'],
    ['PROPFIND', '/api/v1/status', 'GET, HEAD, OPTIONS'],
    ['QUERY', '/api/v1/status', 'GET, HEAD, OPTIONS'],
    ['M-SEARCH', '/api/v1/status', 'GET, HEAD, OPTIONS'],
  ])('%s on %s is answered with what there is', async (method, path, allow) => {
    const answer = await sendPlain(backend.port, { method, path });
    expect(answer.headers['allow']).toBe(allow);
    expect(answer.status).toBe(405);
    if (method !== 'HEAD') expectProblem(answer, 'method-not-allowed');
    expect(answer.body).not.toContain('X-Test');
  });

  it('OPTIONS says what there is', async () => {
    const answer = await sendPlain(backend.port, { method: 'OPTIONS', path: '/api/v1/incidents' });
    expect(answer).toMatchObject({ status: 204, body: '' });
    expect(answer.headers['allow']).toBe('GET, HEAD, OPTIONS');
    expectProblem(await sendPlain(backend.port, { method: 'OPTIONS', path: '/nowhere' }), 'not-found');
  });

  it('HEAD is GET without a body', async () => {
    for (const path of ['/api/v1/incidents', '/api/v1/status', '/api/v1/openapi.json', '/api/v1/status/stream']) {
      const head = await sendPlain(backend.port, { method: 'HEAD', path });
      expect(head).toMatchObject({ status: 200, body: '' });
    }
    expect(await sendPlain(backend.port, { method: 'HEAD', path: '/nowhere' })).toMatchObject({
      status: 404,
      body: '',
    });
  });

  it('CONNECT gets no tunnel', async () => {
    const { status } = await sendBytes(backend.port, 'CONNECT localhost:22 HTTP/1.1\r\nHost: localhost\r\n\r\n');
    expect([0, 400, 404, 405]).toContain(status);
  });

  it('overriding is not a thing', async () => {
    const answer = await sendPlain(backend.port, {
      method: 'GET',
      path: '/api/v1/alerts?_method=POST',
      headers: { 'X-HTTP-Method-Override': 'POST' },
    });
    expectProblem(answer, 'method-not-allowed');
  });
});

describe('what is no HTTP', () => {
  const start = 'GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\n';
  it.each([
    ['garbage', Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03])],
    ['words', 'hello\r\n\r\n'],
    ['an unknown version', 'GET /api/v1/health HTTP/9.9\r\nHost: localhost\r\n\r\n'],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['no host', 'GET /api/v1/health HTTP/1.1\r\n\r\n'],
    ['two lengths', `POST /api/v1/alerts HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab`],
    [
      'a length and chunks',
      'POST /api/v1/alerts HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    [
      'an unknown transfer encoding',
      'POST /api/v1/alerts HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n',
    ],
    ['chunks of no length', 'POST /api/v1/alerts HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nz\r\n'],
    ['a negative length', 'POST /api/v1/alerts HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n'],
    ['NUL in a header', `${start}X-Test: a\u0000b\r\n\r\n`],
    ['NUL in the path', 'GET /api/v1/\u0000 HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['a space in a name', `${start}X Test: a\r\n\r\n`],
    ['a line that is folded', `${start}X-Test: a\r\n b\r\n\r\n`],
    ['a lone line feed', `${start}X-Test: a\nX-Injected: b\r\n\r\n`],
    ['a lone carriage return', `${start}X-Test: a\rX-Injected: b\r\n\r\n`],
  ])('is refused or harmless: %s', async (_name, bytes) => {
    const answer = await sendBytes(backend.port, bytes);
    expect(answer.text).not.toMatch(/x-injected/i);
    if (answer.status === 200) expect(JSON.parse(answer.body)).toMatchObject({ status: 'ok' });
    else if (answer.body !== '') expect([400, 401]).toContain(answer.status);
    else expect([0, 400]).toContain(answer.status);
    // It is a single answer, whatever was smuggled.
    expect(answer.text.match(/^HTTP\/1\.1/gm) ?? []).toHaveLength(answer.status === 0 ? 0 : 1);
  });

  it('is answered in the shape of every other refusal', async () => {
    expectProblem(await sendBytes(backend.port, 'hello\r\n\r\n'), 'invalid-request');
  });

  it('is refused where headers or path are too large', async () => {
    expectProblem(await sendBytes(backend.port, `${start}X-Test: ${'a'.repeat(20_000)}\r\n\r\n`), 'headers-too-large');
    expectProblem(
      await sendBytes(backend.port, `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`),
      'headers-too-large',
    );
    expectProblem(await sendBytes(backend.port, `${start}${'X-Test: a\r\n'.repeat(3_000)}\r\n`), 'headers-too-large');
  });

  it('does not end up within another answer', async () => {
    const { text } = await sendBytes(
      backend.port,
      'GET /api/v1/status/stream HTTP/1.1\r\nHost: localhost\r\n\r\nno request at all\r\n\r\n',
    );
    expect(text.match(/HTTP\/1\.1/g) ?? []).toHaveLength(text === '' ? 0 : 1);
    expect(text).not.toContain('urn:arq:problem');
  });
});

describe('the backend', () => {
  it('has never failed in all of this', async () => {
    expect((await get('/api/v1/health/readiness')).status).toBe(200);
    expect(backend.lines().filter(({ level }) => level === 'error')).toEqual([]);
    expect(backend.text()).not.toMatch(/urn:|ValidationError|\(node:/);
  });
});
