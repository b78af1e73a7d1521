import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createClient } from 'redis';
import { postgresForTests, redisForTests, type TestServer } from '../../../../dev/test-servers.ts';
import type { Drill } from '../../src/api/shapes.ts';
import { readConfiguration } from '../../src/config/configuration.ts';
import { createDatabase, type Database } from '../../src/database/database.ts';
import { createMetrics } from '../../src/metrics/metrics.ts';
import { StreamClient } from '../faults/support/stream-client.ts';
import { alert, deliver, group, holdDrill, resolved } from '../support/alerts.ts';
import { type Backend, secrets, startBackend, until } from '../support/backend.ts';
import { silent } from '../support/database.ts';
import { type Exposition, scrape } from '../support/exposition.ts';

jest.setTimeout(60_000);

const authorization = { Authorization: `Bearer ${secrets.alerts}` };
let servers: { database: TestServer; redis: TestServer };
/** Two replicas, as in a cluster. */
let replicas: [Backend, Backend];
let database: Database;
beforeAll(async () => {
  const [databaseServer, redis] = await Promise.all([postgresForTests(), redisForTests()]);
  servers = { database: databaseServer, redis };
  const first = await startBackend({ database: databaseServer, redis });
  replicas = [first, await startBackend({ database: databaseServer, redis, migrate: false })];
  const configuration = readConfiguration({ DATABASE_URL: databaseServer.url }, 'database');
  database = createDatabase(configuration, silent, createMetrics());
});
afterAll(async () => {
  await Promise.all(replicas.map((replica) => replica.stop()));
  await database.close();
  await Promise.all([servers.database.close(), servers.redis.close()]);
});

let id: string;
const streams: StreamClient[] = [];
beforeEach(() => {
  id = randomUUID();
  for (const stream of streams.splice(0)) stream.stop();
});
afterAll(() => {
  for (const stream of streams) stream.stop();
});

const firing = () => alert({ startsAt: new Date(Date.now() - 3_600_000).toISOString() });
/** What fires and goes away in one delivery: downtime of an hour, were it an incident. */
const outage = () => {
  const start = firing();
  return group([start, resolved(start, new Date().toISOString())]);
};

async function follow(backend: Backend, query = ''): Promise<StreamClient> {
  const stream = new StreamClient([backend.url], 100, undefined, query);
  streams.push(stream);
  await until(() => stream.frames.some(({ event }) => event === 'status'));
  return stream;
}

const drillsHeard = (stream: StreamClient) => stream.frames.filter(({ event }) => event === 'drill');
const find = (backend: Backend, drill = id) => fetch(`${backend.url}/api/v1/drills/${drill}`);
const remove = (backend: Backend, headers: Record<string, string> = authorization) =>
  fetch(`${backend.url}/api/v1/drills/${id}`, { method: 'DELETE', headers });
const stored = () => database.query<{ id: string }>('select id from drills');

describe('a drill', () => {
  it('tells what the delivery would have led to, on every replica', async () => {
    const held = await holdDrill(replicas[0].url, id, outage());
    expect(held.status).toBe(201);
    const drill = (await held.json()) as Drill;
    expect(drill.id).toBe(id);
    expect(drill.events.map(({ event }) => event.kind)).toEqual(['opened', 'resolved']);
    expect(drill.events[0]?.incident).toMatchObject({ alert: 'ArqBackendDown', severity: 'critical', tier: 'backend' });
    const found = await find(replicas[1]);
    expect(found.status).toBe(200);
    expect(found.headers.get('cache-control')).toBe('no-store');
    expect(await found.json()).toEqual(drill);
  });

  it('is announced to who asks for it, through Redis and in any spelling of its id, and to nobody else', async () => {
    const [listener, other, nobody] = [
      await follow(replicas[1], `?drill=${id.toUpperCase()}`),
      await follow(replicas[1], `?drill=${randomUUID()}`),
      await follow(replicas[1]),
    ];
    const held = await holdDrill(replicas[0].url, id, outage());
    await until(() => drillsHeard(listener).length > 0);
    expect(JSON.parse(drillsHeard(listener)[0]?.data ?? '')).toEqual(await held.json());
    // An incident comes after it on every stream, so all that was to come has come.
    const real = alert({ labels: { alertname: `After-${id}` } });
    await deliver(replicas[0].url, group([real]));
    await until(() => [listener, other, nobody].every((stream) => stream.incidents.length > 0));
    expect([other, nobody].map(drillsHeard)).toEqual([[], []]);
    expect([listener, other, nobody].map(({ incidents }) => incidents.length)).toEqual([1, 1, 1]);
    expect(listener.frames.filter(({ data }) => data.includes('After-'))).toHaveLength(1);
    await deliver(replicas[0].url, group([resolved(real, new Date().toISOString())]));
  });

  it('is heard of by no other way than a message of Redis', async () => {
    const listener = await follow(replicas[1], `?drill=${id}`);
    await database.query(`insert into drills (id, content, created_at) values ($1, '[]', now())`, [id]);
    // Streams of incidents look into PostgreSQL every five seconds.
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    expect(drillsHeard(listener)).toEqual([]);
    const client = await createClient({ url: servers.redis.url }).connect();
    await client.publish('arq:drills', id);
    await until(() => drillsHeard(listener).length > 0);
    await client.close();
    await remove(replicas[0]);
  });

  it('is nowhere to be seen', async () => {
    const watcher = await follow(replicas[1]);
    const before = await visible();
    for (let turn = 0; turn < 3; turn += 1) {
      expect((await holdDrill(replicas[0].url, id, group([firing()]))).status).toBe(201);
      expect(await visible()).toEqual(before);
    }
    expect((await remove(replicas[0])).status).toBe(204);
    expect(await visible()).toEqual(before);
    expect(watcher.frames.filter(({ event }) => event !== 'status')).toEqual([]);
  });

  it('leaves nothing behind', async () => {
    await holdDrill(replicas[0].url, id, outage());
    expect((await remove(replicas[1])).status).toBe(204);
    expect((await find(replicas[0])).status).toBe(404);
    expect((await remove(replicas[1])).status).toBe(204);
    expect(await stored()).not.toContainEqual({ id });
    expect(await database.query('select 1 from incidents where fingerprint = $1', [firing().fingerprint])).toEqual([]);
  });

  it('goes with the next one if it was left behind, and not while it may still run', async () => {
    const [old, recent] = [randomUUID(), randomUUID()];
    await database.query(
      `insert into drills (id, content, created_at)
       values ($1, '[]', now() - interval '11 minutes'), ($2, '[]', now() - interval '9 minutes')`,
      [old, recent],
    );
    await holdDrill(replicas[0].url, id, outage());
    const left = (await stored()).map((row) => row.id);
    expect(left).toEqual(expect.arrayContaining([recent, id]));
    expect(left).not.toContain(old);
  });

  it('may be held again under its id', async () => {
    await holdDrill(replicas[0].url, id, group([firing()]));
    expect((await holdDrill(replicas[1].url, id, outage())).status).toBe(201);
    const drill = (await (await find(replicas[0])).json()) as Drill;
    expect(drill.events).toHaveLength(2);
    expect((await stored()).filter((row) => row.id === id)).toHaveLength(1);
  });

  it.each([
    ['without a token', {}],
    ['with a wrong token', { Authorization: 'Bearer no' }],
  ])('is neither held nor removed %s', async (_, headers) => {
    expect((await holdDrill(replicas[0].url, id, outage(), 'no')).status).toBe(401);
    expect((await find(replicas[0])).status).toBe(404);
    await holdDrill(replicas[0].url, id, outage());
    expect((await remove(replicas[0], headers)).status).toBe(401);
    expect((await find(replicas[0])).status).toBe(200);
  });

  it('is listed nowhere, and found by nothing but its id', async () => {
    await holdDrill(replicas[0].url, id, outage());
    expect((await fetch(`${replicas[0].url}/api/v1/drills`, { headers: authorization })).status).toBe(404);
    expect((await fetch(`${replicas[0].url}/api/v1/incidents/${id}`)).status).toBe(404);
    expect((await find(replicas[0], randomUUID())).status).toBe(404);
  });

  it('is refused as a delivery would be', async () => {
    expect((await holdDrill(replicas[0].url, id, { ...outage(), version: '3' })).status).toBe(400);
    expect((await holdDrill(replicas[0].url, 'x', outage())).status).toBe(400);
    expect((await fetch(`${replicas[0].url}/api/v1/status/stream?drill=x`)).status).toBe(400);
  });
});

/** All that anybody can see of incidents, on both replicas and in the tables, but for the moment of asking. */
async function visible(): Promise<unknown> {
  const read = async (url: string) => (await (await fetch(url)).json()) as Record<string, unknown>;
  const seen = await Promise.all(
    replicas.map(async ({ url, metricsUrl }) => {
      const [{ state, incidents, tiers }, history] = await Promise.all([
        read(`${url}/api/v1/status`),
        read(`${url}/api/v1/status/history`),
      ]);
      const uptime = (history['tiers'] as { tier: string; days: unknown }[]).map(({ tier, days }) => [tier, days]);
      const states = (tiers as { tier: string; state: string; openIncidents: number }[]).map((tier) => [
        tier.tier,
        tier.state,
        tier.openIncidents,
      ]);
      return [
        await read(`${url}/api/v1/incidents`),
        state,
        incidents,
        states,
        uptime,
        counts(await scrape(metricsUrl)),
      ];
    }),
  );
  const rows = await database.query('select (select count(*) from incidents), (select max(id) from incident_events)');
  return [seen, rows];
}

const counts = ({ samples }: Exposition) =>
  samples
    .filter(({ name }) => /^arq_(incident|alert)/.test(name))
    .map(({ name, labels, value }) => `${name}${JSON.stringify(labels)} ${value}`)
    .sort();
