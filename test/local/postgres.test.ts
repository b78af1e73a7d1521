import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { build } from 'esbuild';
import pg from 'pg';
import { type DevelopmentPostgres, type PostgresOptions, startPostgres } from '../../dev/postgres/postgres.ts';
import { freePort } from '../../dev/servers.ts';
import { postgresForTests } from '../../dev/test-servers.ts';

// The first start makes the template, beside other workers.
jest.setTimeout(60_000);

const opened: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

async function start(options: PostgresOptions = {}): Promise<DevelopmentPostgres> {
  const server = await startPostgres(options);
  opened.push(() => server.close());
  return server;
}

async function query(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    const { rows } = await client.query({ text: sql, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

function scratch(): string {
  const path = mkdtempSync(join(tmpdir(), 'arq-test-'));
  // For root, another user runs the server.
  chmodSync(path, 0o755);
  opened.push(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('PostgreSQL for development', () => {
  it('serves an empty database to its owner, who is no superuser', async () => {
    const { url, port } = await start();
    expect(new URL(url)).toMatchObject({
      hostname: '127.0.0.1',
      port: String(port),
      username: 'arq',
      pathname: '/arq',
    });
    expect(await query(url, "SELECT count(*)::int FROM pg_tables WHERE schemaname = 'public'")).toBe(0);
    expect(await query(url, 'SELECT rolsuper FROM pg_roles WHERE rolname = current_user')).toBe(false);
    expect(await query(url, 'CREATE TABLE "Größe" (a int)')).toBeUndefined();
    expect(await query(url, "SELECT lower('ÄÖÜ')")).toBe('äöü');
  });

  it('asks for the password', async () => {
    const { url } = await start();
    await expect(query(url.replace(/:[0-9a-f]{48}@/, ':wrong@'), 'SELECT 1')).rejects.toThrow(
      'password authentication',
    );
    await expect(query(url.replace(/arq:[0-9a-f]{48}@/, 'postgres:x@'), 'SELECT 1')).rejects.toThrow('authentication');
    const method = "SELECT current_setting('password_encryption')";
    expect(await query(url, method)).toBe('scram-sha-256');
  });

  it('has a role that reads statistics and no table where that is asked for, on data that are older as well', async () => {
    const dataDirectory = join(scratch(), 'data');
    const before = await start({ dataDirectory });
    expect(before.exporter).toBeUndefined();
    await query(before.url, 'CREATE TABLE notes ()');
    await before.close();
    for (let time = 1; time <= 2; time++) {
      const { port, exporter, close } = await start({ dataDirectory, exporter: true });
      const as = (database: string) =>
        `postgres://${exporter?.user}:${exporter?.password}@127.0.0.1:${port}/${database}`;
      const rights =
        "SELECT pg_has_role('pg_monitor', 'usage') AND NOT rolsuper FROM pg_roles WHERE rolname = current_user";
      expect(await query(as('postgres'), rights)).toBe(true);
      await expect(query(as('arq'), 'SELECT 1')).rejects.toThrow('permission denied for database');
      await close();
    }
  });

  it('gives each caller a server of its own', async () => {
    const [one, two] = await Promise.all([postgresForTests(), postgresForTests()]);
    opened.push(one.close, two.close);
    await query(one.url, 'CREATE TABLE a ()');
    expect(await query(two.url, "SELECT to_regclass('a')")).toBeNull();
    expect(one.pid).not.toBe(two.pid);
  });

  it('leaves nothing behind', async () => {
    const server = await start();
    const folder = dataFolderOf(server.pid);
    expect(existsSync(folder)).toBe(true);
    await server.close();
    expect({ runs: isRunning(server.pid), folder: existsSync(folder) }).toEqual({ runs: false, folder: false });
    await server.close();
  });

  it('stops a server that is frozen, with all its processes', async () => {
    const server = await start();
    const client = new pg.Client({ connectionString: server.url });
    client.on('error', () => undefined);
    await client.connect();
    for (const pid of [server.pid, ...childrenOf(server.pid)]) process.kill(pid, 'SIGSTOP');
    await server.close();
    expect(isRunning(server.pid)).toBe(false);
  });

  it('tells when the server ends by itself', async () => {
    const server = await start();
    const folder = dataFolderOf(server.pid);
    process.kill(server.pid, 'SIGQUIT');
    expect(await server.ended).toBe(0);
    expect(existsSync(folder)).toBe(false);
  });

  it('can be killed', async () => {
    const server = await start();
    const folder = dataFolderOf(server.pid);
    await server.kill();
    expect({ runs: isRunning(server.pid), folder: existsSync(folder) }).toEqual({ runs: false, folder: false });
  });

  it('ends with the process that started it, even by SIGKILL', async () => {
    const program = join(scratch(), 'start.mjs');
    const contents = `import { startPostgres } from './dev/postgres/postgres.ts';
      const server = await startPostgres();
      console.log(server.pid);
      setInterval(() => {}, 1000);`;
    const stdin = { contents, resolveDir: process.cwd(), loader: 'ts' as const };
    await build({ stdin, bundle: true, platform: 'node', format: 'esm', outfile: program });
    const parent = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [pid] = (await once(parent.stdout, 'data')).map(Number) as [number];
    const folder = dataFolderOf(pid);
    expect(isRunning(pid)).toBe(true);
    parent.kill('SIGKILL');
    for (let attempt = 0; attempt < 200 && (isRunning(pid) || existsSync(folder)); attempt++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect({ runs: isRunning(pid), folder: existsSync(folder) }).toEqual({ runs: false, folder: false });
  });

  it('keeps data where it is told to', async () => {
    const dataDirectory = join(scratch(), 'kept');
    const first = await startPostgres({ dataDirectory });
    await query(first.url, 'CREATE TABLE kept ()');
    await first.close();
    const second = await start({ dataDirectory });
    expect(await query(second.url, "SELECT to_regclass('kept') IS NOT NULL")).toBe(true);
    expect(new URL(second.url).password).toBe(new URL(first.url).password);
  });

  it('takes the port that is named, and says if somebody else has it', async () => {
    const port = await freePort();
    expect((await start({ port })).port).toBe(port);
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    opened.push(() => void other.close());
    const taken = (other.address() as { port: number }).port;
    await expect(startPostgres({ port: taken })).rejects.toThrow('could not bind IPv4 address');
  });

  it('falls back to other programs, and says what is missing if there are none', async () => {
    const broken = { origin: 'a broken one', directory: () => join(scratch(), 'bin') };
    const absent = {
      origin: 'an absent one',
      directory: () => {
        throw new Error('it is not installed');
      },
    };
    await expect(startPostgres({ programs: [broken, absent] })).rejects.toThrow(
      /PostgreSQL cannot be started.\n {2}a broken one: .*ENOENT\n {2}an absent one: it is not installed\n.*DATABASE_URL/,
    );
    const { embedded } = await import('../../dev/postgres/programs.ts');
    expect((await start({ programs: [absent, broken, embedded] })).port).toBeGreaterThan(0);
  });

  it('leaves no folder of a start that failed', async () => {
    const before = temporaryFolders();
    const broken = { origin: 'a broken one', directory: () => '/nonexistent' };
    await expect(startPostgres({ programs: [broken] })).rejects.toThrow('cannot be started');
    expect(temporaryFolders().filter((name) => !before.includes(name))).toEqual([]);
  });
});

function dataFolderOf(pid: number): string {
  const { stdout } = spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  return /-D (\S+)\/data/.exec(stdout)?.[1] ?? '';
}

function childrenOf(parent: number): number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=', '-o', 'ppid='], { encoding: 'utf8' });
  const pairs = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  return pairs.flatMap(([pid, ppid]) => (ppid === parent && pid !== undefined ? [pid] : []));
}

const temporaryFolders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('arq-postgres-'));
