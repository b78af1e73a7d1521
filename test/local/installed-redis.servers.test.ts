import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createClient } from 'redis';
import { type InstalledRedis, startInstalledRedis } from '../../dev/redis/installed.ts';
import { redisPrograms } from '../../dev/servers.ts';

let server: InstalledRedis;
beforeEach(async () => {
  server = await startInstalledRedis({ programs: redisPrograms() });
});
afterEach(() => server.close());

/** What a user is answered. */
async function ask(user: string, password: string, ...command: string[]): Promise<string> {
  const socket = { host: '127.0.0.1', port: server.port, reconnectStrategy: false } as const;
  const client = createClient({ username: user, password, socket });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return String(await client.sendCommand(command));
  } catch (error) {
    return (error as Error).message;
  } finally {
    client.destroy();
  }
}

describe('The real Redis in development', () => {
  it('gives the application its keys, and no administration', async () => {
    const { username, password } = new URL(server.url);
    expect(await ask(username, password, 'SET', 'a', '1')).toBe('OK');
    expect(await ask(username, password, 'FLUSHALL')).toContain('no permissions');
    expect(await ask(username, 'wrong', 'PING')).toContain('WRONGPASS');
  });

  it('tells the exporter how it does, and shows it no key', async () => {
    const { user, password } = server.exporter;
    expect(await ask(user, password, 'INFO', 'memory')).toContain('maxmemory:209715200');
    expect(await ask(user, password, 'GET', 'a')).toContain('no permissions');
    expect(await ask(user, password, 'CONFIG', 'GET', '*')).toContain('no permissions');
  });

  it('leaves nothing behind', async () => {
    const { username, password } = new URL(server.url);
    const line = spawnSync('ps', ['-o', 'args=', '-ww', '-p', String(server.pid)], { encoding: 'utf8' }).stdout;
    expect(line).not.toContain(password);
    // Beside it, another test may run its own.
    const own = () =>
      readdirSync(tmpdir())
        .filter((name) => name.startsWith('arq-redis-'))
        .map((name) => join(tmpdir(), name, 'users.acl'))
        .filter((path) => existsSync(path) && readFileSync(path, 'utf8').includes(password));
    const [users = ''] = own();
    expect(statSync(users).mode & 0o777).toBe(0o600);
    await server.close();
    expect(await server.ended).toBe(0);
    expect(existsSync(dirname(users))).toBe(false);
    expect(await ask(username, password, 'PING')).toContain('ECONNREFUSED');
  });
});
