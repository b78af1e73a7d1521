import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { freePort } from '../../../../dev/servers.ts';
import { postgresForTests, redisForTests } from '../../../../dev/test-servers.ts';
import { Health, Readiness } from '../../src/api/shapes.ts';
import { type Backend, migrate, nobody, startBackend, until } from '../support/backend.ts';

jest.setTimeout(60_000);

let backend: Backend;
afterEach(() => backend.stop());

async function readiness() {
  const response = await fetch(`${backend.url}/api/v1/health/readiness`);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  // The very same fields in every state.
  const body = Readiness.strict().parse(await response.json());
  expect(response.status).toBe(body.status === 'ok' ? 200 : 503);
  return body;
}

describe('the probes', () => {
  it('say that all is well, query or not', async () => {
    backend = await startBackend();
    for (const suffix of ['', '?x=1']) {
      const response = await fetch(`${backend.url}/api/v1/health${suffix}`);
      expect(response.status).toBe(200);
      expect(response.headers.get('cache-control')).toBe('no-store');
      Health.strict().parse(await response.json());
    }
    expect(await readiness()).toMatchObject({ status: 'ok', checks: { database: 'ok', redis: 'ok' } });
    expect((await fetch(`${backend.url}/api/v1/health/readiness?x=1`, { method: 'HEAD' })).status).toBe(200);
  });

  it('wait for dependencies that were never there, while liveness does not', async () => {
    backend = await startBackend({ ...nobody, migrate: false, waitFor: 'listening' });

    expect(await readiness()).toMatchObject({
      status: 'starting',
      checks: { database: 'unavailable', redis: 'unavailable' },
    });
    expect((await fetch(`${backend.url}/api/v1/health`)).status).toBe(200);
  });

  it('name what is away, and are well again when it is back', async () => {
    const [database, redis] = await Promise.all([postgresForTests(), redisForTests()]);
    await migrate(database);
    backend = await startBackend({ database, redis });
    await redis.close();
    await until(async () => (await readiness()).checks.redis !== 'ok');
    expect(await readiness()).toMatchObject({ status: 'degraded', checks: { database: 'ok', redis: 'unavailable' } });
    await database.close();
    await until(async () => (await readiness()).checks.database !== 'ok');
    expect(await readiness()).toMatchObject({
      status: 'degraded',
      checks: { database: 'unavailable', redis: 'unavailable' },
    });
    expect((await fetch(`${backend.url}/api/v1/health`)).status).toBe(200);
  });

  it('say that the password is wrong, and not which', async () => {
    const database = await postgresForTests();
    try {
      const wrong = new URL(database.url);
      wrong.username = 'nobody';
      backend = await startBackend({ database: { url: wrong.href }, migrate: false, waitFor: 'listening' });
      expect((await readiness()).checks.database).toBe('refused');
    } finally {
      await database.close();
    }
  });

  it('turn traffic away while the program ends, in the same shape', async () => {
    backend = await startBackend({ env: { SHUTDOWN_DELAY_SECONDS: '2' } });
    backend.child.kill('SIGTERM');
    await until(async () => (await readiness()).status === 'draining');
    expect(await readiness()).toMatchObject({ status: 'draining', checks: { database: 'ok', redis: 'ok' } });
    expect(await backend.stop()).toMatchObject({ code: 1 });
  });
});

describe('metrics', () => {
  it('are on the port of the API unless they have their own', async () => {
    backend = await startBackend();
    const response = await fetch(`${backend.url}/api/v1/metrics`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(await response.text()).toContain('arq_build_info{');
  });

  it('leave it for a port of their own, where nothing else is', async () => {
    backend = await startBackend({ privateMetrics: true });
    const api = await fetch(`${backend.url}/api/v1/metrics`);
    expect(api.status).toBe(404);
    expect(await api.text()).not.toContain('arq_build_info');

    const metrics = await fetch(`${backend.metricsUrl}?x=1`);
    expect(metrics.status).toBe(200);
    expect(await metrics.text()).toContain('arq_build_info{');
    const origin = new URL(backend.metricsUrl).origin;
    for (const path of ['/', '/metrics', '/api/v1/health', '/api/v1/incidents', '/api/v1/metrics/']) {
      expect((await fetch(origin + path)).status).toBe(404);
    }
    expect((await fetch(backend.metricsUrl, { method: 'POST' })).status).toBe(404);
  });
});

describe('a port that is taken', () => {
  it('is named, with what to do', async () => {
    backend = await startBackend({ ...nobody, migrate: false, waitFor: 'listening' });
    const second = await startBackend({
      ...nobody,
      migrate: false,
      env: { PORT: String(backend.port) },
      waitFor: 'nothing',
    });
    await until(() => second.child.exitCode !== null);
    expect((await second.stop()).code).toBe(1);
    expect(second.text()).toContain(`port ${backend.port}: something else listens there; PORT chooses another`);
  });

  it('of the metrics too', async () => {
    backend = await startBackend({ ...nobody, migrate: false, waitFor: 'listening' });
    const second = await startBackend({
      ...nobody,
      migrate: false,
      env: { METRICS_PORT: String(backend.port), PORT: String(await freePort()) },
      waitFor: 'nothing',
    });
    await until(() => second.child.exitCode !== null);
    expect((await second.stop()).code).toBe(1);
    expect(second.text()).toContain('METRICS_PORT chooses another');
  });
});
