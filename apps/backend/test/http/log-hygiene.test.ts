import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { alert, deliver, group } from '../support/alerts.ts';
import { type Backend, nobody, secrets, startBackend, until } from '../support/backend.ts';
import { sendBytes, sendPlain } from '../support/raw-request.ts';

jest.setTimeout(60_000);

let backend: Backend;
let broken: Backend;
beforeAll(async () => {
  backend = await startBackend({ env: { LOG_LEVEL: 'debug' } });
  broken = await startBackend({ ...nobody, migrate: false, waitFor: 'listening', env: { LOG_LEVEL: 'debug' } });
});
afterAll(() => Promise.all([backend.stop(), broken.stop()]));

const requestLine = (id: string) =>
  until(() => backend.lines().find(({ message, requestId }) => message === 'request' && requestId === id));

describe('the line of a request', () => {
  it('names template, status and duration, and nothing that the caller wrote', async () => {
    const id = 'needle-request-1';
    await sendPlain(backend.port, {
      path: '/api/v1/incidents/needle-path?needle=query',
      headers: { 'X-Request-Id': id, 'User-Agent': 'needle-agent', Referer: 'https://needle.example.com' },
    });
    const line = await requestLine(id);
    expect(line).toEqual({
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      level: 'info',
      message: 'request',
      method: 'GET',
      route: '/api/v1/incidents/{id}',
      status: 400,
      durationMs: expect.any(Number),
      requestId: id,
      service: 'arq-backend',
      version: '0.0.0',
    });
  });

  it('carries its id also where the client has gone', async () => {
    const id = 'needle-request-2';
    const socketGone = sendBytes(
      backend.port,
      `POST /api/v1/alerts HTTP/1.1\r\nHost: x\r\nX-Request-Id: ${id}\r\nAuthorization: Bearer ${secrets.alerts}\r\n` +
        'Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{',
      200,
    );
    await socketGone;
    expect(await requestLine(id)).toMatchObject({ status: 499, route: '/api/v1/alerts' });
  });

  it('is about nothing for what does not exist', async () => {
    const id = 'needle-request-3';
    await sendPlain(backend.port, { path: '/needle-path', method: 'PUT', headers: { 'X-Request-Id': id } });
    expect(await requestLine(id)).toMatchObject({ route: 'unmatched', method: 'other', status: 404 });
  });

  it('of a probe is for those who debug', async () => {
    const id = 'needle-request-4';
    await sendPlain(backend.port, { path: '/api/v1/health', headers: { 'X-Request-Id': id } });
    expect(await requestLine(id)).toMatchObject({ level: 'debug', route: '/api/v1/health' });
  });
});

describe('whatever is logged while a request is served', () => {
  it('carries its id', async () => {
    const id = 'needle-request-5';
    await sendPlain(broken.port, { path: '/api/v1/incidents', headers: { 'X-Request-Id': id } });
    const line = await until(() => broken.lines().find(({ level, requestId }) => level === 'warn' && requestId === id));
    expect(line).toMatchObject({
      route: '/api/v1/incidents',
      error: { message: expect.any(String), stack: expect.any(String) },
    });
  });
});

describe('the log', () => {
  it('holds no secret, no query, no body, no header and no address', async () => {
    const headers = {
      Cookie: 'arq-session=s%3Aneedle-cookie.needle-signature; other=needle-cookie',
      Authorization: 'Bearer needle-token',
      'X-CSRF-Token': 'needle-csrf',
      'X-Forwarded-For': '203.0.113.99',
      'User-Agent': 'needle-agent',
    };
    for (const to of [backend, broken]) {
      for (const path of [
        '/needle-path/x?needle-query=1',
        '/api/v1/incidents?cursor=needle-query',
        '/api/v1/incidents/needle-path',
        '/api/v1/incidents/00000000-0000-4000-8000-000000000000',
        '/api/v1/auth/login?returnTo=/needle-query',
        '/api/v1/auth/callback?code=needle-code&state=needle-state&error_description=needle-query',
        '/api/v1/session',
      ]) {
        await sendPlain(to.port, { path, headers });
      }
      await sendPlain(to.port, {
        method: 'POST',
        path: '/api/v1/incidents/00000000-0000-4000-8000-000000000000/comments',
        headers: { ...headers, 'Content-Type': 'application/json' },
        body: '{"comment":"needle-body"}',
      });
      const json = { 'Content-Type': 'application/json', Authorization: `Bearer ${secrets.alerts}` };
      for (const body of ['{"needle-body":', '"needle-body"', '{"version":"needle-body"}']) {
        await sendPlain(to.port, { method: 'POST', path: '/api/v1/alerts', headers: json, body });
      }
      await deliver(
        to.url,
        group([alert({ annotations: { summary: 'needle-body' }, labels: { alertname: 'needle-body' } })]),
      );
      await sendBytes(to.port, 'needle-garbage\r\n\r\n');
    }
    const marker = 'needle-request-last';
    for (const to of [backend, broken]) {
      await sendPlain(to.port, { path: '/nowhere', headers: { 'X-Request-Id': marker } });
      await until(() => to.lines().some(({ requestId }) => requestId === marker));
      expect(to.text().replaceAll(/needle-request-\w+/g, '')).not.toMatch(/needle|203\.0\.113/);
      expect(to.text()).not.toContain(secrets.alerts);
      expect(to.text()).not.toContain(secrets.session);
      // Every line of it is a line of the log.
      const written = to.text().trimEnd().split('\n');
      expect(written).toHaveLength(to.lines().length);
    }
  });
});
