import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { exporterPassword, password, type RedisCase, RedisServer } from './redis-server.ts';
import { type RedisConnection, RedisError } from './resp.ts';

let server: RedisServer;

const startedWith = (given: RedisCase = {}) => {
  beforeAll(async () => {
    server = await RedisServer.start(given);
  });
  afterAll(() => server?.remove());
};

const denied = new RedisError(expect.stringMatching(/^NOPERM /) as unknown as string);

describe('a stranger', () => {
  let connection: RedisConnection;
  startedWith();
  beforeEach(async () => {
    connection = await server.connect();
  });
  afterEach(() => connection.close());

  test('may ask for a sign of life', async () => {
    expect(await connection.ask('PING')).toBe('PONG');
  });

  test.each([
    'GET key',
    'SET key value',
    'INFO',
    'ECHO hello',
    'SUBSCRIBE channel',
    'EVAL return(1) 0',
    'CLIENT LIST',
    'CONFIG GET dir',
    'ACL WHOAMI',
    'FLUSHALL',
    'SHUTDOWN NOSAVE',
  ])('may not %s', async (command) => {
    expect(await connection.ask(...command.split(' '))).toEqual(denied);
  });

  test('is not let in with a wrong password', async () => {
    const wrong = new RedisError('WRONGPASS invalid username-password pair or user is disabled.');
    expect(await connection.ask('AUTH', 'shop', 'guess')).toEqual(wrong);
    expect(await connection.ask('HELLO', '3', 'AUTH', 'shop', '')).toEqual(wrong);
  });
});

describe('the user of the exporter', () => {
  let connection: RedisConnection;
  startedWith({ exporter: 'registry.example/exporter:1.0.0' });
  beforeEach(async () => {
    connection = await server.connect();
    expect(await connection.ask('AUTH', 'exporter', exporterPassword)).toBe('OK');
  });
  afterEach(() => connection.close());

  test.each(['PING', 'INFO', 'SLOWLOG LEN', 'LATENCY LATEST', 'CLIENT SETNAME exporter'])('may %s', async (command) => {
    expect(await connection.ask(...command.split(' '))).not.toEqual(denied);
  });

  test.each(['GET key', 'SET key value', 'KEYS *', 'CONFIG GET dir', 'CLIENT LIST', 'ACL LIST', 'FLUSHALL', 'MONITOR'])(
    'may not %s',
    async (command) => {
      expect(await connection.ask(...command.split(' '))).toEqual(denied);
    },
  );
});

describe('the user of the application', () => {
  let connection: RedisConnection;
  startedWith();
  beforeEach(async () => {
    connection = await server.login();
  });
  afterEach(() => connection.close());

  test('logs in as client libraries do: by HELLO, with their names', async () => {
    const fresh = await server.connect();
    expect(await fresh.ask('HELLO', '3', 'AUTH', 'shop', password, 'SETNAME', 'web')).toContain('redis');
    expect(await fresh.ask('SELECT', '0')).toBe('OK');
    // Servers before 7.2 do not know it; what counts is that it is not denied.
    const named = await fresh.ask('CLIENT', 'SETINFO', 'LIB-NAME', 'web');
    expect(named).not.toEqual(denied);
    fresh.close();
  });

  test('writes, reads, and runs scripts and transactions', async () => {
    expect(await connection.ask('SET', 'key', 'value', 'EX', '60')).toBe('OK');
    expect(await connection.ask('GET', 'key')).toBe('value');
    expect(await connection.ask('EVAL', "return redis.call('GET', KEYS[1])", '1', 'key')).toBe('value');
    expect(await connection.ask('MULTI')).toBe('OK');
    expect(await connection.ask('INCR', 'counter')).toBe('QUEUED');
    expect(await connection.ask('EXEC')).toEqual([1]);
    expect(await connection.ask('XADD', 'stream', '*', 'field', 'value')).toMatch(/^\d+-0$/);
    expect((await connection.ask('SCAN', '0')) as unknown[]).toHaveLength(2);
  });

  test('publishes and subscribes', async () => {
    const subscriber = await server.login();
    expect(await subscriber.ask('SUBSCRIBE', 'news')).toEqual(['subscribe', 'news', 1]);
    expect(await connection.ask('PUBLISH', 'news', 'hello')).toBe(1);
    expect(await subscriber.next()).toEqual(['message', 'news', 'hello']);
    subscriber.close();
  });

  test('may look at the state of the server', async () => {
    expect(await connection.ask('INFO', 'persistence')).toContain('aof_enabled:1');
  });

  test.each([
    'CONFIG GET dir',
    'CONFIG SET maxmemory 0',
    'FLUSHALL',
    'FLUSHDB',
    'SHUTDOWN NOSAVE',
    'ACL LIST',
    'KEYS *',
    'MONITOR',
    'REPLICAOF 127.0.0.1 1',
    'MODULE LIST',
    'BGREWRITEAOF',
    'CLIENT LIST',
  ])('may not %s', async (command) => {
    expect(await connection.ask(...command.split(' '))).toEqual(denied);
  });

  test('may not do by a script what it may not do itself', async () => {
    await connection.ask('SET', 'kept', 'value');
    expect(await connection.ask('EVAL', "return redis.call('FLUSHALL')", '0')).toBeInstanceOf(RedisError);
    expect(await connection.ask('GET', 'kept')).toBe('value');
  });
});

describe('data', () => {
  startedWith();

  test.each([
    { signal: 'SIGTERM', milliseconds: 0 },
    // Flushed each second.
    { signal: 'SIGKILL', milliseconds: 1500 },
  ] as const)('survives $signal after $milliseconds ms', async ({ signal, milliseconds }) => {
    const before = await server.login();
    expect(await before.ask('SET', signal, 'kept')).toBe('OK');
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    await server.stop(signal);
    await server.launch();
    const after = await server.login();
    expect(await after.ask('GET', signal)).toBe('kept');
    after.close();
  });
});

describe.each<{ given: RedisCase; bytes: number; policy: string }>([
  { given: { memory: '128Mi' }, bytes: 51 * 2 ** 20, policy: 'volatile-lru' },
  { given: { memory: '8Gi', evictionPolicy: 'noeviction' }, bytes: 3276 * 2 ** 20, policy: 'noeviction' },
])('a server with $given.memory of memory', ({ given, bytes, policy }) => {
  startedWith(given);

  test('holds 40 percent of it as data, and evicts as declared', async () => {
    const connection = await server.login();
    const info = await connection.ask('INFO', 'memory');
    expect(info).toContain(`\r\nmaxmemory:${bytes}\r\n`);
    expect(info).toContain(`\r\nmaxmemory_policy:${policy}\r\n`);
    connection.close();
  });
});

describe('a full server', () => {
  const filler = 'x'.repeat(2 ** 20);
  startedWith({ memory: '32Mi' });

  test('drops what was given a time to live, and refuses rather than drop anything else', async () => {
    const connection = await server.login();
    expect(await connection.ask('SET', 'eternal', 'kept')).toBe('OK');
    for (let number = 0; number < 30; number++) {
      expect(await connection.ask('SET', `passing-${number}`, filler, 'EX', '600')).toBe('OK');
    }
    expect(await connection.ask('GET', 'eternal')).toBe('kept');
    const replies = [];
    for (let number = 0; number < 30; number++) replies.push(await connection.ask('SET', `eternal-${number}`, filler));
    expect(replies).toContainEqual(new RedisError("OOM command not allowed when used memory > 'maxmemory'."));
    expect(await connection.ask('GET', 'eternal')).toBe('kept');
    connection.close();
  });
});
