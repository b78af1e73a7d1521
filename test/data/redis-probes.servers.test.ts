import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ProbeName } from './emitted-container.ts';
import { RedisServer } from './redis-server.ts';

const probes: ProbeName[] = ['startupProbe', 'livenessProbe', 'readinessProbe'];

let server: RedisServer;

beforeAll(async () => {
  server = await RedisServer.start();
});

afterAll(() => server?.remove());

describe.each(probes)('the %s', (probe) => {
  test('succeeds on a server that serves', async () => {
    expect(await server.container.probe(probe)).toMatchObject({ status: 0 });
  });

  test('fails within its timeout on a server that is frozen', async () => {
    server.signal('SIGSTOP');
    const { status, seconds } = await server.container.probe(probe);
    server.signal('SIGCONT');
    expect(status).toBeGreaterThan(0);
    expect(seconds).toBeLessThan(5);
  });
});

describe('a server that loads its data', () => {
  test('is alive, neither started nor ready', async () => {
    const connection = await server.login();
    const fill = "for i = 1, 40000 do redis.call('SET', 'key:' .. i, 'value') end";
    expect(await connection.ask('EVAL', fill, '0')).toBeNull();
    connection.close();
    await server.stop('SIGTERM');
    await server.launchSlowly();
    expect(await server.container.probe('livenessProbe')).toMatchObject({ status: 0 });
    expect((await server.container.probe('startupProbe')).status).toBeGreaterThan(0);
    expect((await server.container.probe('readinessProbe')).status).toBeGreaterThan(0);
    await server.stop('SIGKILL');
  });
});

describe('a server that is stopped', () => {
  test.each(probes)('fails the %s', async (probe) => {
    await server.stop('SIGTERM');
    expect((await server.container.probe(probe)).status).toBeGreaterThan(0);
  });
});

describe.each([
  { answer: '-LOADING Redis is loading the dataset in memory', alive: true },
  { answer: '-MISCONF Errors writing to the AOF file: No space left on device', alive: true },
  // Only a restart ends a script that does not end.
  { answer: '-BUSY Redis is busy running a script.', alive: false },
  { answer: '-NOPERM this user has no permissions', alive: false },
])('a server that answers $answer', ({ answer, alive }) => {
  let fake: Server;
  beforeAll(async () => {
    await server.stop('SIGTERM');
    fake = createServer((socket) => {
      socket.on('data', () => socket.write(`${answer}\r\n`));
      socket.on('error', () => socket.destroy());
    });
    await new Promise<void>((resolve) => fake.listen(server.container.port, '127.0.0.1', resolve));
  });
  afterAll(() => {
    fake.close();
  });

  test(`is ${alive ? '' : 'not '}alive and not ready`, async () => {
    expect((await server.container.probe('livenessProbe')).status === 0).toBe(alive);
    expect((await server.container.probe('readinessProbe')).status).toBeGreaterThan(0);
  });
});
