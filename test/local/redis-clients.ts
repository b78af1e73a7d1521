import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RedisStore } from 'connect-redis';
import type { SessionData } from 'express-session';
import { createClient, type RedisClientType } from 'redis';
import type { Subject } from './redis-conformance.ts';

/** What the backend's libraries do with a server. */
export function describeRedisClients(name: string, start: (password?: string) => Promise<Subject>): void {
  describe.each([2, 3] as const)(`${name} and its clients, RESP%i`, (RESP) => {
    let server: Subject;
    let client: RedisClientType<Record<string, never>, Record<string, never>, Record<string, never>, 2 | 3>;

    beforeAll(async () => {
      server = await start('a password');
    });
    beforeEach(async () => {
      const options = { url: `redis://:a%20password@127.0.0.1:${new URL(server.url).port}`, RESP, name: 'test' };
      client = createClient(options) as unknown as typeof client;
      client.on('error', () => undefined);
      await client.connect();
      await client.flushAll();
    });
    afterEach(() => client.destroy());
    afterAll(() => server.close());

    it('refuses a wrong password', async () => {
      const stranger = createClient({
        url: server.url.replace(/\/\/.*@/, '//:wrong@'),
        RESP,
        socket: { reconnectStrategy: false },
      });
      stranger.on('error', () => undefined);
      await expect(stranger.connect()).rejects.toThrow('WRONGPASS');
    });

    it('serves commands', async () => {
      await client.set('a', 'ü', { expiration: { type: 'EX', value: 100 }, condition: 'NX' });
      expect(await client.get('a')).toBe('ü');
      expect(await client.ttl('a')).toBeGreaterThan(98);
      expect(await client.hSet('h', { a: '1', b: '2' })).toBe(2);
      expect({ ...(await client.hGetAll('h')) }).toEqual({ a: '1', b: '2' });
      await client.zAdd('z', [
        { score: 1.5, value: 'x' },
        { score: Number.POSITIVE_INFINITY, value: 'y' },
      ]);
      expect(await client.zRangeWithScores('z', 0, -1)).toEqual([
        { value: 'x', score: 1.5 },
        { value: 'y', score: Number.POSITIVE_INFINITY },
      ]);
      expect(await client.info()).toContain('redis_version:');
      expect(await client.clientId()).toBeGreaterThan(0);
      expect(await client.clientGetName()).toBe('test');
      await expect(client.sendCommand(['NONSENSE'])).rejects.toThrow("unknown command 'NONSENSE'");
    });

    it('keeps the order of many commands at once', async () => {
      const answers = await Promise.all(Array.from({ length: 500 }, () => client.incr('n')));
      expect(answers).toEqual(Array.from({ length: 500 }, (_, index) => index + 1));
    });

    it('runs transactions, and refuses outdated ones', async () => {
      expect(await client.multi().set('a', '1').incr('a').exec()).toEqual(['OK', 2]);
      await client.watch('a');
      await client.set('a', '5');
      await expect(client.multi().incr('a').exec()).rejects.toThrow('watched keys has been changed');
    });

    it('finds every key by scanning', async () => {
      const keys = Array.from({ length: 100 }, (_, index) => `key:${index}`);
      await Promise.all(keys.map((key) => client.set(key, '1')));
      await client.set('other', '1');
      const found = new Set<string>();
      for await (const batch of client.scanIterator({ MATCH: 'key:*', COUNT: 10 }))
        for (const key of batch) found.add(key);
      expect([...found].sort()).toEqual(keys.sort());
    });

    it('delivers messages to a duplicate of the client', async () => {
      const subscriber = client.duplicate();
      subscriber.on('error', () => undefined);
      await subscriber.connect();
      const received: string[] = [];
      await subscriber.subscribe('news', (message) => received.push(message));
      await subscriber.pSubscribe('n*', (message, channel) => received.push(`${channel} ${message}`));
      expect(await client.publish('news', 'hello')).toBe(2);
      await subscriber.ping();
      expect(received).toEqual(['hello', 'news hello']);
      await subscriber.unsubscribe('news');
      await subscriber.pUnsubscribe();
      expect(await client.publish('news', 'hello')).toBe(0);
      subscriber.destroy();
    });

    it('keeps sessions', async () => {
      const store = new RedisStore({ client: client as never, prefix: 'session:', ttl: 60 });
      const session = { cookie: { originalMaxAge: 60_000 }, user: 'müller' } as unknown as SessionData;
      await store.set('one', session);
      await store.set('two', session);
      expect(await store.get('one')).toEqual(session);
      expect(await client.ttl('session:one')).toBeGreaterThan(55);
      await store.touch('one', session);
      expect(await store.length()).toBe(2);
      expect((await store.ids()).sort()).toEqual(['one', 'two']);
      expect(await store.all()).toHaveLength(2);
      await store.destroy('one');
      expect(await store.get('one')).toBeNull();
      await store.clear();
      expect(await store.length()).toBe(0);
    });
  });
}
