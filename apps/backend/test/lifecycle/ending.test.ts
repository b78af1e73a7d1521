import { once } from 'node:events';
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { postgresForTests, redisForTests } from '../../../../dev/test-servers.ts';
import { contract } from '../../contract.ts';
import { closeLater } from '../faults/support/close-all.ts';
import { ask } from '../faults/support/questions.ts';
import { StreamClient } from '../faults/support/stream-client.ts';
import { TcpLink } from '../faults/support/tcp-link.ts';
import { type Backend, type BackendOptions, startBackend, until } from '../support/backend.ts';

jest.setTimeout(60_000);

let link: TcpLink;
let redis: Awaited<ReturnType<typeof redisForTests>>;
beforeAll(async () => {
  const postgres = closeLater(await postgresForTests());
  redis = closeLater(await redisForTests());
  link = closeLater(await TcpLink.start(postgres.url));
});
beforeEach(() => link.restore());

const start = async (options: BackendOptions = {}) =>
  closeLater(await startBackend({ database: link, redis, ...options }));

/** What is expected of every orderly end. */
function expectOrderly(backend: Backend, ending: { code: number | null; signal: string | null; ms: number }): void {
  expect(ending).toMatchObject({ code: 0, signal: null });
  expect(ending.ms).toBeLessThan(contract.timeouts.drainSeconds * 1_000);
  expect(backend.lines().filter(({ level }) => level === 'error')).toEqual([]);
  expect(backend.lines().map(({ message }) => message)).toEqual(expect.arrayContaining(['ending', 'ended']));
}

/** A connection that is kept, and what came over it. */
async function keptAlive(backend: Backend): Promise<{ agent: Agent; isClosed: () => boolean }> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const request = httpRequest(`${backend.url}/api/v1/health`, { agent }).end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  let isClosed = false;
  response.socket.once('close', () => {
    isClosed = true;
  });
  response.resume();
  await once(response, 'end');
  return { agent, isClosed: () => isClosed };
}

describe('SIGTERM', () => {
  it('lets a request finish that takes several round trips to PostgreSQL, and keeps its pools until then', async () => {
    const backend = await start();
    link.delay(250);
    const write = ask(backend, 'write');
    const read = ask(backend, 'read');
    await sleep(100);
    const ending = await backend.stop();
    expect((await write).status).toBe(204);
    expect((await read).status).toBe(200);
    // The delivery alone takes six round trips.
    expect(ending.ms).toBeGreaterThan(1_000);
    expectOrderly(backend, ending);
  });

  it('is not held up by connections that are idle, by half a request, nor by open streams', async () => {
    const backend = await start();
    const idle = await keptAlive(backend);
    const silent = connect(backend.port, '127.0.0.1');
    await once(silent, 'connect');
    const half = connect(backend.port, '127.0.0.1');
    half.write('GET /api/v1/health HTTP/1.1\r\nHost: ');
    for (const socket of [silent, half]) socket.on('error', () => {});
    const stream = closeLater(new StreamClient([backend.url], 60_000));
    await until(() => stream.frames.length > 0);
    const ending = await backend.stop();
    expect(idle.isClosed()).toBe(true);
    expect(stream.isConnected).toBe(false);
    // Far below the minute that idle connections are kept for otherwise.
    expect(ending.ms).toBeLessThan(5_000);
    expectOrderly(backend, ending);
    idle.agent.destroy();
    silent.destroy();
    half.destroy();
  });

  it('ends streams at once and takes requests for as long as it was told to, on connections that it closes', async () => {
    const backend = await start({ env: { SHUTDOWN_DELAY_SECONDS: '2' } });
    const kept = await keptAlive(backend);
    const stream = closeLater(new StreamClient([backend.url], 60_000));
    await until(() => stream.frames.length > 0);
    const signalled = performance.now();
    const stopping = backend.stop();
    await until(() => !stream.isConnected);
    expect(performance.now() - signalled).toBeLessThan(1_500);
    const readiness = await ask(backend, 'readiness');
    expect(readiness).toMatchObject({ status: 503, body: expect.stringContaining('"status":"draining"') });
    expect(await ask(backend, 'liveness')).toMatchObject({ status: 200 });
    expect(await ask(backend, 'write')).toMatchObject({ status: 204 });
    const late = await fetch(`${backend.url}/api/v1/incidents`);
    expect({ status: late.status, connection: late.headers.get('connection') }).toEqual({
      status: 200,
      connection: 'close',
    });
    kept.agent.destroy();
    const ending = await stopping;
    expect(ending.ms).toBeGreaterThan(1_900);
    expectOrderly(backend, ending);
  });

  it('ends within the time of the contract although PostgreSQL keeps a request waiting', async () => {
    const backend = await start();
    link.stall();
    const write = ask(backend, 'write');
    await sleep(100);
    const ending = await backend.stop();
    expect((await write).status).toBe(503);
    expect(ending).toMatchObject({ code: 0, signal: null });
    expect(ending.ms).toBeLessThan(contract.timeouts.drainSeconds * 1_000);
  });

  it('ends at once when it comes a second time', async () => {
    const backend = await start({ env: { SHUTDOWN_DELAY_SECONDS: '10' } });
    backend.child.kill('SIGTERM');
    await until(() => backend.lines().some(({ message }) => message === 'ending'));
    const ending = await backend.stop('SIGTERM');
    expect(ending).toMatchObject({ code: 1, signal: null });
    expect(ending.ms).toBeLessThan(3_000);
  });

  it.each([0, 100, 200, 300, 400, 600, 900])('ends a program that starts, %i ms into it', async (moment) => {
    const backend = await start({ migrate: false, waitFor: 'nothing' });
    await sleep(moment);
    const { code, signal, ms } = await backend.stop();
    // Before there is anything to finish, the signal itself ends it.
    expect(code === 0 || signal === 'SIGTERM').toBe(true);
    expect(ms).toBeLessThan(8_000);
    expect(backend.text()).not.toMatch(/^\s+at /m);
  });
});
