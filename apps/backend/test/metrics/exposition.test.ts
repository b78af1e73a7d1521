import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { alert, deliver, group } from '../support/alerts.ts';
import { type Backend, nobody, secrets, startBackend, until } from '../support/backend.ts';
import { type Exposition, scrape } from '../support/exposition.ts';
import { sendPlain } from '../support/raw-request.ts';
import { documentOf, routesOf } from '../support/routes.ts';

jest.setTimeout(60_000);

describe('metrics before the first request', () => {
  let backend: Backend;
  let first: Exposition;
  beforeAll(async () => {
    backend = await startBackend({ ...nobody, migrate: false, waitFor: 'nothing', privateMetrics: true });
    first = await until(() => scrape(backend.metricsUrl).catch(() => undefined));
  });
  afterAll(() => backend.stop());

  it('have a help, a type and a name after the conventions', () => {
    const names = [...first.types.keys()];
    expect(names.length).toBeGreaterThan(20);
    for (const name of names) {
      expect(first.help.get(name)).toMatch(/\w{3,}/);
      expect(name).toMatch(/^[a-z][a-z0-9_]+$/);
      if (/^(http|arq)_/.test(name) && first.types.get(name) === 'counter') expect(name).toMatch(/_total$/);
      if (first.types.get(name) === 'histogram') expect(name).toMatch(/_seconds$/);
    }
  });

  it('have every route at zero, with what it may answer', async () => {
    const routes = routesOf(await documentOf(backend.url));
    expect(routes.length).toBeGreaterThan(12);
    for (const { path, method, operation } of routes) {
      for (const status of [...Object.keys(operation.responses), '499']) {
        const labels = { method, route: path, status_code: status };
        expect({ ...labels, value: first.value('http_requests_total', labels) }).toEqual({ ...labels, value: 0 });
        if (Number(status) >= 400 && Number(status) < 500) continue;
        expect(first.value('http_request_duration_seconds_count', labels)).toBe(0);
      }
    }
    expect(first.value('http_requests_total')).toBe(0);
  });

  it('have every other counter at zero', () => {
    const counters = [...first.types].filter(([name, type]) => type === 'counter' && /^(http|arq)_/.test(name));
    expect(counters.length).toBeGreaterThanOrEqual(5);
    for (const [name] of counters) expect({ name, value: first.value(name) }).toEqual({ name, value: 0 });
    for (const severity of ['critical', 'warning', 'info']) {
      for (const state of ['open', 'acknowledged']) expect(first.value('arq_incidents', { state, severity })).toBe(0);
    }
    expect(first.value('arq_stream_clients')).toBe(0);
    expect(first.value('arq_dependency_up', { dependency: 'database' })).toBe(0);
    expect(first.value('arq_dependency_up', { dependency: 'redis' })).toBe(0);
  });
});

describe('metrics', () => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await startBackend({
      privateMetrics: true,
      env: { RATE_LIMITS: 'false', RELEASE_VERSION: '1.4.2', RELEASE_COMMIT: 'a1b2c3d', RELEASE_COLOUR: 'blue' },
    });
  });
  afterAll(() => backend.stop());

  const now = () => scrape(backend.metricsUrl);
  /** Waits until a count has reached a number: it is taken when the answer has left. */
  const counted = (labels: Record<string, string>, value: number) =>
    until(async () => (await now()).value('http_requests_total', labels) === value);

  it('say what runs', async () => {
    expect((await now()).value('arq_build_info', { version: '1.4.2', commit: 'a1b2c3d', colour: 'blue' })).toBe(1);
  });

  it('count requests by template, and probes as well', async () => {
    const probes = { method: 'GET', route: '/api/v1/health', status_code: '200' };
    const before = (await now()).value('http_requests_total', probes) ?? 0;
    for (let index = 0; index < 3; index += 1) await sendPlain(backend.port, { path: `/api/v1/health?x=${index}` });
    await counted(probes, before + 3);
    const after = await now();
    expect(after.value('http_request_duration_seconds_count', probes)).toBe(before + 3);
    expect(after.value('http_request_duration_seconds_bucket', { ...probes, le: '+Inf' })).toBe(before + 3);

    for (const id of ['1', '2']) await sendPlain(backend.port, { path: `/api/v1/incidents/${id}` });
    await counted({ method: 'GET', route: '/api/v1/incidents/{id}', status_code: '400' }, 2);
  });

  it('do not let refusals make the service look fast', async () => {
    const labels = { method: 'GET', route: '/api/v1/incidents', status_code: '400' };
    await sendPlain(backend.port, { path: '/api/v1/incidents?x=1' });
    await counted(labels, 1);
    expect((await now()).value('http_request_duration_seconds_count', labels)).toBeUndefined();
  });

  it('count a client that went away as 499', async () => {
    const labels = { method: 'POST', route: '/api/v1/alerts', status_code: '499' };
    const socket = connect(backend.port, '127.0.0.1');
    socket.write(
      `POST /api/v1/alerts HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${secrets.alerts}\r\n` +
        'Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{',
    );
    await until(async () => ((await now()).value('http_requests_in_flight') ?? 0) > 0);
    socket.destroy();
    await counted(labels, 1);
    const after = await now();
    expect(after.value('http_requests_in_flight')).toBe(0);
    expect(after.value('http_requests_total', { route: '/api/v1/alerts', status_code: '400' })).toBe(0);
  });

  it('count what is no HTTP', async () => {
    const socket = connect(backend.port, '127.0.0.1');
    socket.on('error', () => {}).end('hello\r\n\r\n');
    await counted({ method: 'other', route: 'unmatched', status_code: '400' }, 1);
  });

  it('take the time of a stream until it has begun, and count it while it is open', async () => {
    const labels = { method: 'GET', route: '/api/v1/status/stream', status_code: '200' };
    const controller = new AbortController();
    const response = await fetch(`${backend.url}/api/v1/status/stream`, { signal: controller.signal });
    expect(response.status).toBe(200);
    await until(async () => (await now()).value('arq_stream_clients') === 1);
    await counted(labels, 1);
    expect((await now()).value('http_requests_in_flight')).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    controller.abort();
    await until(async () => (await now()).value('arq_stream_clients') === 0);

    const after = await now();
    expect(after.value('http_requests_total', labels)).toBe(1);
    expect(after.value('http_requests_total', { ...labels, status_code: '499' })).toBe(0);
    expect(after.value('http_request_duration_seconds_sum', labels)).toBeLessThan(1);
    expect(after.value('http_requests_in_flight')).toBe(0);
  });

  it('count alerts by what came of them, and events', async () => {
    const delivery = group([alert()]);
    for (let index = 0; index < 2; index += 1) expect((await deliver(backend.url, delivery)).status).toBe(204);
    const after = await now();
    expect(after.value('arq_alerts_received_total', { outcome: 'open' })).toBe(1);
    expect(after.value('arq_alerts_received_total', { outcome: 'refresh' })).toBe(1);
    expect(after.value('arq_incident_events_total', { kind: 'opened' })).toBe(1);
    expect(after.value('arq_incident_events_total')).toBe(1);
    await fetch(`${backend.url}/api/v1/status`);
    await until(async () => (await now()).value('arq_incidents', { state: 'open', severity: 'critical' }) === 1);
  });

  it('tell of the dependencies', async () => {
    const after = await now();
    for (const dependency of ['database', 'redis']) {
      expect(after.value('arq_dependency_up', { dependency })).toBe(1);
      expect(after.value('arq_dependency_duration_seconds_count', { dependency, outcome: 'ok' })).toBeGreaterThan(0);
      expect(after.value('arq_dependency_duration_seconds_count', { dependency, outcome: 'error' })).toBeDefined();
    }
    expect(after.value('arq_database_pool_size')).toBe(10);
    expect(after.value('arq_database_pool_connections')).toBeGreaterThan(0);
    expect(after.value('arq_database_pool_waiting')).toBe(0);
  });
});
