import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { freePort } from '../../../../dev/servers.ts';
import { postgresForTests } from '../../../../dev/test-servers.ts';
import { alert, deliver, group } from '../support/alerts.ts';
import { type Backend, startBackend, until } from '../support/backend.ts';
import { measured } from './support/bounds.ts';
import { closeLater } from './support/close-all.ts';
import { MortalRedis } from './support/mortal-redis.ts';
import { StreamClient } from './support/stream-client.ts';

jest.setTimeout(120_000);

let postgres: Awaited<ReturnType<typeof postgresForTests>>;
let redis: MortalRedis;
beforeEach(async () => {
  postgres = closeLater(await postgresForTests());
  redis = closeLater(await MortalRedis.start());
});

const start = async (env: Record<string, string> = {}) =>
  closeLater(await startBackend({ database: postgres, redis, env: { RATE_LIMITS: 'false', ...env } }));

let count = 0;
/** Events of their own, through a replica, in one delivery. */
async function happen(
  { url }: Pick<Backend, 'url'>,
  changes: Parameters<typeof alert>[0] = {},
  events = 1,
): Promise<void> {
  const alerts = Array.from({ length: events }, () => alert({ fingerprint: `stream-${++count}`, ...changes }));
  const { status } = await deliver(url, group(alerts));
  expect(status).toBe(204);
}

/** Expects every event once and in order, from the first that the client can have seen. */
function expectAll(client: StreamClient, events: number): void {
  expect(client.incidents).toEqual(Array.from({ length: events }, (_, index) => String(index + 1)));
  expect(client.resets).toBe(0);
}

const residentMegabytes = ({ pid }: Backend) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024;

describe('a stream', () => {
  it('goes on across restarts of its replica', async () => {
    const port = String(await freePort());
    const other = await start();
    let backend = await start({ PORT: port });
    const client = closeLater(new StreamClient([backend.url]));
    await until(() => client.frames.length > 0);
    await happen(other);
    for (let restart = 0; restart < 2; restart += 1) {
      await backend.stop();
      await happen(other);
      await happen(other);
      backend = await start({ PORT: port });
      await happen(other);
    }
    await until(() => client.incidents.length >= 7, 15_000);
    expectAll(client, 7);
  });

  it('goes on across replicas that a client changes between', async () => {
    const backends = await Promise.all([start(), start()]);
    const urls = backends.map(({ url }) => url);
    const client = closeLater(new StreamClient(urls, 1));
    await until(() => client.frames.length > 0);
    for (let turn = 0; turn < 20; turn += 1) {
      await happen(backends[turn % 2] as Backend);
      // At the moment at which the one knows of the event, and the other may not.
      await until(() => client.incidents.length > turn);
      client.disconnect();
      await until(() => client.connections > turn + 1);
    }
    await sleep(500);
    expectAll(client, 20);
  });

  it('goes on across replicas while Redis is away, within the time of a look at PostgreSQL', async () => {
    const backends = await Promise.all([start(), start()]);
    const urls = backends.map(({ url }) => url);
    const jumping = closeLater(new StreamClient(urls, 1));
    const staying = closeLater(new StreamClient(urls.slice(1)));
    await until(() => jumping.frames.length > 0 && staying.frames.length > 0);
    await redis.kill();
    let slowest = 0;
    for (let turn = 0; turn < 4; turn += 1) {
      const begin = performance.now();
      await happen(backends[0] as Backend);
      await until(() => jumping.incidents.length > turn, 10_000);
      jumping.disconnect();
      await until(() => staying.incidents.length > turn, 10_000);
      slowest = Math.max(slowest, performance.now() - begin);
    }
    await sleep(500);
    measured('stream without redis', { slowest });
    expectAll(jumping, 4);
    expectAll(staying, 4);
    expect(slowest).toBeLessThan(8_000);
  });

  it('that is not read is cut off: neither memory nor the others pay for it', async () => {
    const backend = await start();
    const lazy = Array.from({ length: 20 }, () => {
      const request = get(`${backend.url}/api/v1/status/stream`, { agent: false }, (response) => {
        response.on('error', () => {});
        response.pause();
      });
      request.on('error', () => {});
      return closeLater({ close: () => request.destroy() });
    });
    const eager = closeLater(new StreamClient([backend.url]));
    await until(() => eager.frames.length > 0);
    const before = residentMegabytes(backend);
    const long = { annotations: { summary: 'It does not answer', description: 'x'.repeat(4_000) } };
    let slowest = 0;
    for (let event = 100; event <= 1_600; event += 100) {
      const begin = performance.now();
      await happen(backend, long, 100);
      await until(() => eager.incidents.length === event);
      slowest = Math.max(slowest, performance.now() - begin);
    }
    const dropped = async () =>
      Number(
        /arq_stream_dropped_total\{reason="slow"\} (\d+)/.exec(await (await fetch(backend.metricsUrl)).text())?.[1],
      );
    await until(async () => (await dropped()) === lazy.length, 20_000);
    const grown = residentMegabytes(backend) - before;
    measured('stream not read', { grownMegabytes: grown, slowest });
    // All that was sent to the lazy ones would be 150 MB.
    expect(grown).toBeLessThan(100);
    expect(slowest).toBeLessThan(5_000);
    expectAll(eager, 1_600);
  });

  it('reaches 500 clients', async () => {
    const backend = await start({ TRUST_PROXY: 'loopback' });
    const clients = Array.from({ length: 500 }, (_, index) =>
      closeLater(new StreamClient([backend.url], 100, `198.51.100.${index % 250}`)),
    );
    await until(() => clients.every(({ frames }) => frames.length > 0), 30_000);
    const begin = performance.now();
    await happen(backend);
    await until(() => clients.every(({ incidents }) => incidents.length === 1), 10_000);
    measured('stream to 500', { lastAfter: performance.now() - begin, megabytes: residentMegabytes(backend) });
    await happen(backend);
    await until(() => clients.every(({ incidents }) => incidents.length === 2), 10_000);
    for (const client of clients) expectAll(client, 2);
    // Once all of them have gone, nothing is kept for them.
    for (const client of clients) client.stop();
    await until(async () => /arq_stream_clients 0$/m.test(await (await fetch(backend.metricsUrl)).text()));
    expect((await backend.stop()).code).toBe(0);
  });
});
