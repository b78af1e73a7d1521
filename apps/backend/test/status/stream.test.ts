import { EventEmitter } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Response } from 'express';
import type { PlatformStatus } from '../../src/api/shapes.ts';
import type { Database } from '../../src/database/database.ts';
import { AlertGroup } from '../../src/incidents/alert.ts';
import { receive } from '../../src/incidents/receive.ts';
import type { Writers } from '../../src/incidents/writers.ts';
import { createMetrics } from '../../src/metrics/metrics.ts';
import { EventStream } from '../../src/status/stream.ts';
import { alert, group } from '../support/alerts.ts';
import { migratedDatabase, silent } from '../support/database.ts';

let database: Database;
let writers: Writers;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ database, writers, close } = await migratedDatabase());
}, 30_000);
afterAll(() => close());

const status: PlatformStatus = {
  state: 'operational',
  timestamp: '2026-01-01T00:00:00.000Z',
  release: { version: '1', commit: 'a', colour: null },
  tiers: [],
  incidents: { open: 0, acknowledged: 0 },
};

/** Remembers what is written, and may refuse to let it go. */
class Client extends EventEmitter {
  text = '';
  destroyed = false;
  writableEnded = false;
  writableLength = 0;
  isStuck = false;

  write(chunk: string | Buffer): boolean {
    this.text += chunk;
    if (this.isStuck) this.writableLength += chunk.length;
    return !this.isStuck;
  }
  end(): void {
    this.writableEnded = true;
    this.emit('close');
  }
  destroy(): void {
    this.destroyed = true;
    this.emit('close');
  }
  get response(): Response {
    return this as unknown as Response;
  }
  get ids(): number[] {
    return [...this.text.matchAll(/^id: (\d+)\nevent: incident$/gm)].map(([, id]) => Number(id));
  }
  get events(): string[] {
    return [...this.text.matchAll(/^event: (\w+)$/gm)].map(([, name]) => String(name));
  }
}

let count = 0;
async function happen(times = 1): Promise<void> {
  const alerts = Array.from({ length: times }, () => alert({ fingerprint: `stream-${++count}` }));
  await receive(writers, AlertGroup.parse(group(alerts)), () => new Date());
}
async function lastId(): Promise<number> {
  const [row] = await database.query<{ id: string }>('select coalesce(max(id), 0) as id from incident_events');
  return Number(row?.id);
}
async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += 10) {
    if (waited > 8_000) throw new Error('it did not come to pass');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
async function started() {
  const metrics = createMetrics();
  const stream = new EventStream(database, silent, metrics);
  stream.start();
  // Knows its position as soon as a client that knows the last event is not told to begin anew.
  for (let known = false; !known; ) {
    const probe = new Client();
    await stream.attach(probe.response, status, BigInt(await lastId()));
    known = !probe.events.includes('reset');
    probe.destroy();
    if (!known) await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return { stream, metrics };
}

describe('a stream', () => {
  it('begins with the status, then tells what happens', async () => {
    const { stream } = await started();
    const client = new Client();
    await stream.attach(client.response, status, undefined);
    expect(client.text).toMatch(/^retry: \d{4}\n\nid: \d+\nevent: status\ndata: \{.*\}\n\n$/);
    const before = await lastId();
    await happen(3);
    stream.wake();
    await until(() => client.ids.length === 3);
    expect(client.ids).toEqual([before + 1, before + 2, before + 3]);
    stream.close();
  });

  it('resumes after the event that the client saw last', async () => {
    const { stream } = await started();
    const seen = await lastId();
    await happen(4);
    stream.wake();
    const client = new Client();
    await stream.attach(client.response, status, BigInt(seen));
    await until(() => client.ids.length === 4);
    expect(client.ids).toEqual([seen + 1, seen + 2, seen + 3, seen + 4]);
    expect(client.events).not.toContain('reset');
    stream.close();
  });

  it('misses nothing that happens while it resumes', async () => {
    const { stream } = await started();
    const seen = await lastId();
    await happen(30);
    const writing = (async () => {
      for (let round = 0; round < 20; round += 1) {
        await happen();
        stream.wake();
      }
    })();
    stream.wake();
    const clients = Array.from({ length: 25 }, () => new Client());
    for (const client of clients) {
      await stream.attach(client.response, status, BigInt(seen));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await writing;
    const all = Array.from({ length: 50 }, (_, index) => seen + 1 + index);
    for (const client of clients) {
      await until(() => client.ids.length >= 50);
      expect(client.ids).toEqual(all);
    }
    stream.close();
  }, 20_000);

  it.each([
    ['of the future', async () => BigInt(await lastId()) + 1n],
    [
      'too far back',
      async () => {
        await happen(200);
        return BigInt(await lastId()) - 200n;
      },
    ],
  ])('tells a client with an id %s to load everything anew', async (_, id) => {
    const lastSeen = await id();
    const { stream } = await started();
    const client = new Client();
    await stream.attach(client.response, status, lastSeen);
    expect(client.events).toEqual(['reset', 'status']);
    stream.close();
  });

  it('is cut off when its client does not read, and others are not', async () => {
    const { stream, metrics } = await started();
    const [slow, quick] = [new Client(), new Client()];
    slow.isStuck = true;
    for (const client of [slow, quick]) await stream.attach(client.response, status, undefined);
    const large = { ...status, release: { ...status.release, commit: 'x'.repeat(100_000) } };
    for (let round = 0; round < 5; round += 1) stream.publish(large);
    expect(slow.destroyed).toBe(true);
    expect(quick.destroyed).toBe(false);
    expect(quick.events.filter((name) => name === 'status')).toHaveLength(6);
    expect(slow.writableLength).toBeLessThan(400_000);
    expect((await metrics.streamDropped.get()).values).toContainEqual(
      expect.objectContaining({ labels: { reason: 'slow' }, value: 1 }),
    );
    stream.close();
  });

  it('ends when the program drains, and so does one that comes too late', async () => {
    const { stream } = await started();
    const [early, late] = [new Client(), new Client()];
    await stream.attach(early.response, status, undefined);
    stream.close();
    await stream.attach(late.response, status, undefined);
    expect([early.writableEnded, late.writableEnded]).toEqual([true, true]);
  });

  it('is forgotten when the client goes', async () => {
    const { stream, metrics } = await started();
    const client = new Client();
    await stream.attach(client.response, status, undefined);
    expect((await metrics.streamClients.get()).values[0]?.value).toBe(1);
    client.destroy();
    expect((await metrics.streamClients.get()).values[0]?.value).toBe(0);
    stream.close();
  });
});
