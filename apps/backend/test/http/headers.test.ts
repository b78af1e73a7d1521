import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Backend, nobody, secrets, startBackend } from '../support/backend.ts';
import { expectProblem } from '../support/problem.ts';
import { sendBytes, sendPlain } from '../support/raw-request.ts';

jest.setTimeout(60_000);

const wall = 'https://wall.example.com';
let backend: Backend;
let open: Backend;
beforeAll(async () => {
  backend = await startBackend({ env: { RATE_LIMITS: 'false' } });
  open = await startBackend({
    ...nobody,
    migrate: false,
    waitFor: 'listening',
    env: { CORS_ORIGINS: `${wall},http://localhost:8080`, PUBLIC_URL: 'https://arq.example.com' },
  });
});
afterAll(() => Promise.all([backend.stop(), open.stop()]));

const answers: readonly (readonly [string, string, string, Record<string, string>])[] = [
  ['a success', 'GET', '/api/v1/incidents', {}],
  ['a probe', 'GET', '/api/v1/health', {}],
  ['metrics', 'GET', '/api/v1/metrics', {}],
  ['the document', 'GET', '/api/v1/openapi.json', {}],
  ['HEAD', 'HEAD', '/api/v1/status/stream', {}],
  ['OPTIONS', 'OPTIONS', '/api/v1/status', {}],
  ['a wrong query', 'GET', '/api/v1/incidents?x=1', {}],
  ['a wrong token', 'POST', '/api/v1/alerts', {}],
  ['writes that are off', 'POST', '/api/v1/auth/logout', {}],
  ['a path that does not exist', 'GET', '/nowhere', {}],
  ['a method that does not exist', 'PUT', '/api/v1/status', {}],
  ['a path that is not encoded', 'GET', '/api/v1/incidents/%zz', {}],
  ['a body of the wrong type', 'POST', '/api/v1/alerts', { Authorization: `Bearer ${secrets.alerts}` }],
];

describe('headers of security', () => {
  it.each(answers)('are on %s', async (_name, method, path, headers) => {
    const answer = await sendPlain(backend.port, { method, path, headers });
    expect(answer.headers).toMatchObject({
      'content-security-policy': "default-src 'none';frame-ancestors 'none';base-uri 'none';form-action 'none'",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.headers).not.toHaveProperty('x-powered-by');
    expect(answer.headers).not.toHaveProperty('server');
    // Without TLS the header would be ignored, or lock people out of localhost.
    expect(answer.headers).not.toHaveProperty('strict-transport-security');
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('are on answers to what is no HTTP', async () => {
    const { headers } = await sendBytes(backend.port, 'hello\r\n\r\n');
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', connection: 'close' });
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  });

  it('ask for TLS where there is some', async () => {
    const answer = await sendPlain(open.port, { path: '/api/v1/health' });
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
  });
});

describe('the id of a request', () => {
  const ask = (id: string | string[]) =>
    sendPlain(backend.port, { path: '/api/v1/health', headers: { 'X-Request-Id': id } });

  it.each(['12345678', 'a'.repeat(64), 'f47ac10b-58cc-4372-a567-0e02b2c3d479', 'edge_1.2-3'])(
    'is taken over: %s',
    async (id) => {
      expect((await ask(id)).headers['x-request-id']).toBe(id);
    },
  );

  it.each([
    '',
    '1234567',
    'a'.repeat(65),
    'with space',
    '<script>alert(1)</script>',
    '12345678\t',
    '12345678"}',
    'ünïcödé-id',
    '../../../etc/passwd',
    '$(curl evil.example.com)',
  ])('is refused and made anew: %j', async (id) => {
    const bytes = `GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Request-Id: ${id}\r\n\r\n`;
    const answer = await sendBytes(backend.port, Buffer.from(bytes, 'latin1'));
    // Node itself takes blanks off the end.
    if (id.trim() !== id) expect(answer.headers['x-request-id']).toBe(id.trim());
    else expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    expectProblem(answer, 'not-found');
  });

  it('is refused where there are two', async () => {
    expect((await ask(['12345678', '87654321'])).headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('differs from one request to the next', async () => {
    const ids = await Promise.all(
      Array.from(
        { length: 20 },
        async () => (await sendPlain(backend.port, { path: '/nowhere' })).headers['x-request-id'],
      ),
    );
    expect(new Set(ids).size).toBe(20);
  });
});

describe('forged credentials', () => {
  it.each([
    '__Host-arq-session=s%3Aforged.c2lnbmF0dXJl',
    'arq-session=s%3Aforged.c2lnbmF0dXJl',
    'arq-session=',
    'arq-session=s%3A.',
    'arq-session=j%3A%7B%22person%22%3A1%7D',
    'arq-session=%zz',
    `arq-session=${'a'.repeat(8_000)}`,
    '__proto__=1; constructor=2; arq-session=x',
    ';;;=;=',
  ])('in cookies sign nobody in: %s', async (cookie) => {
    const answer = await sendPlain(backend.port, { path: '/api/v1/session', headers: { Cookie: cookie } });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toMatchObject({ operator: null, csrfToken: null, writes: { enabled: false } });
    expect(answer.headers).not.toHaveProperty('set-cookie');
  });

  it.each([
    '',
    'Bearer',
    'Bearer ',
    'Bearer null',
    'Bearer undefined',
    `Bearer ${secrets.alerts}x`,
    `Bearer ${secrets.alerts.slice(0, -1)}`,
    `Bearer x ${secrets.alerts}`,
    `Basic ${secrets.alerts}`,
    secrets.alerts,
    `Bearer ${secrets.session}`,
    'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGVydG1hbmFnZXIifQ.',
  ])('in place of the token deliver no alert: %s', async (authorization) => {
    const answer = await sendPlain(backend.port, {
      method: 'POST',
      path: '/api/v1/alerts',
      headers: { Authorization: authorization, 'Content-Type': 'application/json' },
      body: '{}',
    });
    expectProblem(answer, 'invalid-token');
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  });

  it('are looked at before the body is', async () => {
    const answer = await sendPlain(backend.port, { method: 'POST', path: '/api/v1/alerts', body: '{' });
    expectProblem(answer, 'invalid-token');
  });
});

describe('other origins', () => {
  const ask = (origin: string, method = 'GET', headers = {}) =>
    sendPlain(open.port, { method, path: '/api/v1/health', headers: { Origin: origin, ...headers } });
  const allowed = 'access-control-allow-origin';

  it.each([wall, 'http://localhost:8080'])('read where they may: %s', async (origin) => {
    const { headers, status } = await ask(origin);
    expect(status).toBe(200);
    expect(headers[allowed]).toBe(origin);
    expect(headers['vary']).toMatch(/\bOrigin\b/);
    expect(headers['access-control-expose-headers']).toContain('X-Request-Id');
    // With cookies they would read as whoever is signed in.
    expect(headers).not.toHaveProperty('access-control-allow-credentials');
  });

  it.each([
    'https://evil.example.com',
    'null',
    `${wall}.evil.example.com`,
    'http://wall.example.com',
    `${wall}:8443`,
    '*',
  ])('do not read where they may not: %s', async (origin) => {
    const { headers } = await ask(origin);
    expect(headers).not.toHaveProperty(allowed);
    expect(headers['vary']).toMatch(/\bOrigin\b/);
    expect((await ask(origin, 'OPTIONS', { 'Access-Control-Request-Method': 'GET' })).headers).not.toHaveProperty(
      allowed,
    );
  });

  it('ask first, and may read only', async () => {
    const { headers, status } = await ask(wall, 'OPTIONS', {
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'X-CSRF-Token',
    });
    expect(status).toBe(204);
    expect(headers).toMatchObject({
      [allowed]: wall,
      'access-control-allow-methods': 'GET,HEAD',
      'access-control-max-age': '600',
    });
  });

  it('read why they were refused', async () => {
    const answer = await sendPlain(open.port, { path: '/nowhere', headers: { Origin: wall } });
    expectProblem(answer, 'not-found');
    expect(answer.headers[allowed]).toBe(wall);
  });
});
