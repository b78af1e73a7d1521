import { once } from 'node:events';
import { chmod, cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '../../../dev/servers.ts';
import { FakeBackend } from './fake-backend.ts';
import { FrontendProcess } from './frontend-process.ts';

let backend: FakeBackend;
let frontend: FrontendProcess;
let metricsUrl: string;

beforeAll(async () => {
  backend = await new FakeBackend().start();
  backend.reset();
  const metricsPort = await freePort();
  metricsUrl = `http://127.0.0.1:${metricsPort}`;
  frontend = await FrontendProcess.start({
    backendUrl: backend.url,
    environment: { METRICS_PORT: String(metricsPort) },
  });
}, 60_000);

afterAll(async () => {
  await frontend?.stop();
  await backend?.stop();
});

const get = (path: string, init?: RequestInit) => fetch(`${frontend.url}${path}`, { redirect: 'manual', ...init });

describe('addresses', () => {
  it.each([
    ['/', 'ar-EG,en;q=0.5', '/ar'],
    ['/', 'de', '/en'],
    ['/incidents?state=open', 'ar', '/ar/incidents?state=open'],
    ['//example.com/x', 'en', '/en//example.com/x'],
  ])('leads from %s (%s) to %s', async (path, language, location) => {
    const answer = await get(path, { headers: { 'Accept-Language': language } });
    expect([307, 308]).toContain(answer.status);
    const target = new URL(answer.headers.get('location') ?? '', frontend.url);
    expect(target.origin).toBe(frontend.url);
    if (answer.status === 307) expect(`${target.pathname}${target.search}`).toBe(location);
  });

  it.each(['/api/%', '/en/incidents/%E0%A4%A', '/%c0'])(
    'are refused where they cannot be decoded: %s',
    async (path) => {
      const answer = await get(path);
      expect(answer.status).toBe(400);
      const text = await (await fetch(`${metricsUrl}/metrics`)).text();
      expect(text).toContain('http_requests_total{method="GET",route="unmatched",status_code="400"}');
      expect(text).not.toMatch(/route="[^"]+",status_code="500"\} [1-9]/);
    },
  );

  it('take a small form for a choice, and nothing else', async () => {
    const body = new URLSearchParams({ theme: 'dark', returnTo: '/en', more: 'x'.repeat(60_000_000) });
    expect((await get('/preferences/theme', { method: 'POST', body })).status).toBe(413);
    const form = new FormData();
    form.set('theme', 'dark');
    expect((await get('/preferences/theme', { method: 'POST', body: form })).status).toBe(415);
  });

  it('does not lead away from this site after a choice', async () => {
    for (const returnTo of ['//example.com', 'https://example.com', '/\\example.com', '/en\r\nX: 1']) {
      const body = new URLSearchParams({ theme: 'dark', returnTo });
      const answer = await get('/preferences/theme', { method: 'POST', body });
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
    }
  });
});

describe('health', () => {
  it('answers without asking anybody', async () => {
    const before = backend.requests.length;
    expect(await (await get('/health')).json()).toEqual({ status: 'ok', timestamp: expect.any(String) });
    const readiness = await get('/health/readiness');
    expect(readiness.status).toBe(200);
    expect(await readiness.json()).toEqual({ status: 'ok', checks: {}, timestamp: expect.any(String) });
    expect(backend.requests.length).toBe(before);
  });
});

describe('headers', () => {
  it('are strict on pages, with a nonce per request that every script has', async () => {
    const nonces = new Set<string>();
    for (const _ of [1, 2]) {
      const answer = await get('/en');
      const [, nonce = ''] = /'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy') ?? '') ?? [];
      const scripts = [...(await answer.text()).matchAll(/<script([^>]*)>/g)].map(([, attributes = '']) => attributes);
      expect(scripts.length).toBeGreaterThan(0);
      expect(scripts.filter((attributes) => !attributes.includes(`nonce="${nonce}"`))).toEqual([]);
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(2);
  });

  it.each(['/en', '/health', '/icon.svg', '/'])('say the usual on %s', async (path) => {
    const { headers } = await get(path);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  it('ask for https where the platform is reached by it', async () => {
    const secure = await FrontendProcess.start({
      backendUrl: backend.url,
      environment: { PUBLIC_URL: 'https://status.example.com' },
    });
    const { headers } = await fetch(`${secure.url}/en`);
    expect(headers.get('strict-transport-security')).toMatch(/^max-age=/);
    await secure.stop();
  }, 30_000);

  it('carry the id of the request, and hand it to the backend', async () => {
    const id = 'given-by-the-edge-1';
    expect((await get('/en', { headers: { 'X-Request-Id': id } })).headers.get('x-request-id')).toBe(id);
    expect(backend.requests.at(-1)?.headers['x-request-id']).toBe(id);
    const odd = await get('/en', { headers: { 'X-Request-Id': 'a b' } });
    expect(odd.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
  });
});

describe('the way to the backend', () => {
  it('passes method, body, cookies and address', async () => {
    const answer = await get('/api/v1/incidents/x/comments', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Cookie: 'a=1; b=2', 'X-Forwarded-For': '192.0.2.7' },
      body: '{"comment":"é"}',
    });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.headers.getSetCookie()).toEqual(['first=1; Path=/; HttpOnly', 'second=2; Path=/; HttpOnly']);
    expect(backend.requests.at(-1)).toMatchObject({
      method: 'POST',
      body: '{"comment":"é"}',
      headers: {
        cookie: 'a=1; b=2',
        'x-forwarded-for': expect.stringMatching(/^192\.0\.2\.7, .*127\.0\.0\.1$/),
        'x-forwarded-host': new URL(frontend.url).host,
        'x-forwarded-proto': 'http',
      },
    });
  });

  it('does not announce a body that it does not send', async () => {
    const socket = connect(frontend.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write('GET /api/v1/status HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nConnection: close\r\n\r\nGET /');
    const [head] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    expect(head.toString()).toMatch(/^HTTP\/1.1 200 /);
    expect(backend.requests.at(-1)?.headers).not.toHaveProperty('content-length');
    // The connection to the backend is of use to the next one.
    expect((await get('/api/v1/status')).status).toBe(200);
  });

  it('streams, uncompressed, and hangs up with the client', async () => {
    const leave = new AbortController();
    const answer = await get('/api/v1/status/stream', {
      signal: leave.signal,
      headers: { 'Accept-Encoding': 'gzip' },
    });
    expect(answer.headers.get('content-encoding')).toBeNull();
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toContain('"state":"operational"');
    backend.change({ redis: 'outage' });
    expect((await reader?.read())?.value).toContain('"state":"outage"');
    leave.abort();
    await reader?.closed.catch(() => undefined);
    for (let attempt = 0; attempt < 100 && backend.streams > 0; attempt += 1) await pause(20);
    expect(backend.streams).toBe(0);
  });

  it('says so in the shape of the API when nobody is there', async () => {
    await backend.stop();
    const answer = await get('/api/v1/status');
    const body = await answer.json();
    await backend.start();
    expect(answer.status).toBe(502);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(body).toMatchObject({
      type: 'urn:arq:problem:unavailable',
      status: 502,
      instance: answer.headers.get('x-request-id'),
    });
  });
});

describe('metrics', () => {
  it('count by route, whatever is asked for', async () => {
    for (let index = 0; index < 5; index += 1) await get(`/en/unheard-of-${index}`);
    const text = await (await fetch(`${metricsUrl}/metrics`)).text();
    expect(text).toMatch(/http_requests_total\{method="GET",route="\/\[lang\]",status_code="200"\} \d+/);
    expect(text).toContain('http_request_duration_seconds_bucket{le="0.005",');
    expect(text).toContain('backend_fetch_duration_seconds_count{endpoint="status"}');
    expect(text).toContain('process_resident_memory_bytes');
    expect(text).not.toContain('unheard-of');
  });

  it('are on the private port only, and nothing else is there', async () => {
    expect((await fetch(`${metricsUrl}/`)).status).toBe(404);
    expect((await fetch(`${metricsUrl}/metrics`, { method: 'POST' })).status).toBe(405);
    expect((await get('/metrics', { headers: { 'Accept-Language': 'en' } })).headers.get('location')).toBe(
      '/en/metrics',
    );
  });
});

describe('start and stop', () => {
  it('names everything that is wrong with the environment, and exits', async () => {
    const wrong = await FrontendProcess.launch({ backendUrl: 'nowhere', environment: { LOG_LEVEL: 'loud' } });
    expect(await wrong.exited).toBe(1);
    const line = wrong.output.split('\n').find((text) => text.includes('does not fit'));
    expect(JSON.parse(line ?? '{}').problems).toEqual([
      expect.stringMatching(/^LOG_LEVEL /),
      expect.stringMatching(/^BACKEND_URL /),
    ]);
  }, 30_000);

  it('drains with an open stream, and exits with 0', async () => {
    const stopping = await FrontendProcess.start({ backendUrl: backend.url });
    const stream = await fetch(`${stopping.url}/api/v1/status/stream`);
    const exit = stopping.stop('SIGTERM');
    await pause(200);
    const readiness = await fetch(`${stopping.url}/health/readiness`);
    expect(readiness.status).toBe(503);
    expect(await readiness.json()).toMatchObject({ status: 'draining' });
    await stream.text();
    expect(await exit).toBe(0);
    expect(
      stopping.output
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).message),
    ).toEqual(['started', 'stopping', 'stopped']);
  }, 30_000);

  it('finishes what is being answered', async () => {
    const slow = await new FakeBackend().start();
    slow.frozen = true;
    const stopping = await FrontendProcess.start({ backendUrl: slow.url });
    const page = fetch(`${stopping.url}/en`);
    await pause(300);
    const exit = stopping.stop('SIGTERM');
    expect((await page).status).toBe(200);
    expect(await exit).toBe(0);
    await slow.stop();
  }, 30_000);

  it('writes nothing to disk', async () => {
    const root = await mkdtemp(join(tmpdir(), 'arq-read-only-'));
    await cp(join(process.cwd(), 'apps/frontend/.next/standalone'), root, { recursive: true, verbatimSymlinks: true });
    const before = await listing(root);
    await setWritable(root, false);
    const folder = join(root, 'apps', 'frontend');
    const sealed = await FrontendProcess.start({ backendUrl: backend.url, folder, ...somebodyElse() });
    for (const path of ['/en', '/ar/incidents', '/en/nothing', '/icon.svg']) await fetch(`${sealed.url}${path}`);
    expect(await sealed.stop('SIGTERM')).toBe(0);
    expect(sealed.output).not.toMatch(/EACCES|EROFS|EPERM/);
    expect(await listing(root)).toEqual(before);
    await setWritable(root, true);
    await rm(root, { recursive: true });
  }, 60_000);
});

/** File modes do not bind root. */
const somebodyElse = () => (process.getuid?.() === 0 ? { uid: 65_534 } : {});
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const listing = async (root: string) => (await readdir(root, { recursive: true })).sort();

async function setWritable(root: string, writable: boolean): Promise<void> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
  for (const folder of [root, ...folders]) await chmod(folder, writable ? 0o755 : 0o555);
}
