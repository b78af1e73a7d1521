import { createServer, type Server } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { ProbeName } from './emitted-container.ts';
import { PostgresServer } from './postgres-server.ts';

const probes: ProbeName[] = ['startupProbe', 'livenessProbe', 'readinessProbe'];

let server: PostgresServer;

beforeAll(async () => {
  server = await PostgresServer.start();
});

afterAll(() => server?.remove());

describe.each(probes)('the %s', (probe) => {
  test('succeeds on a server that serves, and leaves no trace in its log', async () => {
    const before = server.log;
    expect(await server.container.probe(probe)).toMatchObject({ status: 0, stderr: '' });
    // What the server logs of a connection it logs when it ends; another one ends later.
    await server.asRole('SELECT 1');
    expect(server.log).toBe(before);
  });

  test('fails within its timeout on a server that is frozen', async () => {
    server.signal('SIGSTOP');
    const { status, seconds } = await server.container.probe(probe);
    server.signal('SIGCONT');
    expect(status).toBeGreaterThan(0);
    expect(seconds).toBeLessThan(5);
  });
});

describe('a server that shuts down and waits for its clients', () => {
  test('is alive and not ready', async () => {
    const client = await server.openConnection();
    server.signal('SIGTERM');
    await expect(until(async () => (await server.container.probe('readinessProbe')).status === 1)).resolves.toBe(true);
    expect(await server.container.probe('livenessProbe')).toMatchObject({ status: 0 });
    client.stdin?.end();
    await server.stop('SIGINT');
    await server.launch();
  });
});

describe('a server that is stopped', () => {
  test.each(probes)('fails the %s', async (probe) => {
    await server.stop('SIGINT');
    expect((await server.container.probe(probe)).status).toBeGreaterThan(0);
    await server.launch();
  });
});

describe('a server that recovers from a crash', () => {
  let recovering: Server;

  afterEach(() => {
    recovering.close();
  });

  test('is alive, neither started nor ready', async () => {
    await server.stop('SIGINT');
    recovering = await refusing(server.container.port, '57P03', 'the database system is not yet accepting connections');
    expect(await server.container.probe('startupProbe')).toMatchObject({ status: 1 });
    expect(await server.container.probe('readinessProbe')).toMatchObject({ status: 1 });
    expect(await server.container.probe('livenessProbe')).toMatchObject({ status: 0 });
  });
});

/** Answers as PostgreSQL does while it cannot accept connections, which a real one is too quick to be caught at. */
async function refusing(port: number, state: string, message: string): Promise<Server> {
  const fields = Buffer.from(`SFATAL\0C${state}\0M${message}\0\0`);
  const length = Buffer.alloc(4);
  length.writeInt32BE(fields.length + 4);
  const answer = Buffer.concat([Buffer.from('E'), length, fields]);
  const fake = createServer((socket) => {
    // The first packet may ask for encryption; "N" declines, and the client goes on.
    socket.on('data', (packet) => (isRequestForEncryption(packet) ? socket.write('N') : socket.end(answer)));
    socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => fake.listen(port, '127.0.0.1', resolve));
  return fake;
}

const isRequestForEncryption = (packet: Buffer) =>
  packet.length === 8 && [80877103, 80877104].includes(packet.readInt32BE(4));

async function until(condition: () => Promise<boolean>): Promise<boolean> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (await condition()) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}
