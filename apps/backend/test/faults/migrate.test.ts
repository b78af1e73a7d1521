import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { postgresForTests } from '../../../../dev/test-servers.ts';
import { migrate } from '../../src/database/migrate.ts';
import { nobody, until } from '../support/backend.ts';
import { migrations, silent } from '../support/database.ts';
import { programs } from '../support/programs.ts';
import { catalogue } from './support/catalogue.ts';
import { closeLater } from './support/close-all.ts';
import { TcpLink } from './support/tcp-link.ts';

jest.setTimeout(60_000);

let url: string;
let client: pg.Client;

/** How the program ended. */
interface Ending {
  readonly code: number;
  readonly output: string;
  readonly seconds: number;
}

/** Runs the program as it is released; undoing is for development alone. */
function run(args: readonly string[], database = url, mode = 'production'): Promise<Ending> {
  const begin = performance.now();
  return new Promise((resolve) => {
    const env = { NODE_ENV: mode, DATABASE_URL: database };
    execFile(process.execPath, [programs().migrate, ...args], { env }, (error, stdout, stderr) => {
      const code = error ? Number(error.code) : 0;
      resolve({ code, output: stdout + stderr, seconds: (performance.now() - begin) / 1_000 });
    });
  });
}

async function connect(): Promise<pg.Client> {
  const opened = new pg.Client({ connectionString: url });
  opened.on('error', () => {});
  await opened.connect();
  closeLater({ close: () => opened.end() });
  return opened;
}

/** Runs SQL files, by name, that are no part of the program. */
function migrateWith(files: Readonly<Record<string, string>>, direction: 'up' | 'down' = 'up'): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'arq-migrations-'));
  closeLater({ close: () => rmSync(folder, { recursive: true }) });
  for (const [name, sql] of Object.entries(files)) writeFileSync(join(folder, name), sql);
  return migrate({ direction, migrations: folder, connection: { connectionString: url }, logger: silent });
}

async function applied(): Promise<string[]> {
  const { rows: tables } = await client.query("select 1 from pg_tables where tablename = 'schema_migrations'");
  if (tables.length === 0) return [];
  const { rows } = await client.query<{ name: string }>('select name from schema_migrations order by id');
  return rows.map(({ name }) => name);
}

describe('migrations', () => {
  beforeEach(async () => {
    ({ url } = closeLater(await postgresForTests()));
    client = await connect();
  });

  it('go up, down, and up again to the same schema', async () => {
    const develop = (...args: string[]) => run(args, url, 'development');
    expect(await develop('up')).toMatchObject({
      code: 0,
      output: expect.stringMatching(/migrated .*0001_expand_incidents/),
    });
    const first = await catalogue(client);
    const names = await applied();
    expect(first).toContain('incidents.fingerprint text not null collation "default"');
    expect(await develop('down', '--count', String(names.length))).toMatchObject({ code: 0 });
    expect(await catalogue(client)).toEqual([]);
    expect(await applied()).toEqual([]);
    expect(await develop()).toMatchObject({ code: 0 });
    expect(await catalogue(client)).toEqual(first);
    expect(await applied()).toEqual(names);
    expect(await develop('up')).toMatchObject({ code: 0, output: expect.stringContaining('nothing to migrate') });
    expect(await catalogue(client)).toEqual(first);
  });

  it('that run at the same time take turns, and are applied once', async () => {
    const endings = await Promise.all([run(['up']), run(['up']), run(['up'])]);
    expect(endings.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(endings.filter(({ output }) => output.includes('"message":"migrated"'))).toHaveLength(1);
    const names = await applied();
    expect(new Set(names).size).toBe(names.length);
  });

  it('wait for a table that others use, without making everybody wait, and finish when it is free', async () => {
    await migrate({ direction: 'up', migrations, connection: { connectionString: url }, logger: silent });
    const before = await catalogue(client);
    const reader = await connect();
    await reader.query('begin; select * from incidents');
    const names = await applied();
    const down = run(['down', '--count', String(names.length)], url, 'development');
    await until(async () => (await waiting()) > 0);
    // It asks again and again instead of standing in line, so that others get through.
    await until(async () => (await waiting()) === 0);
    expect((await client.query('select 1 as one from incidents limit 1')).rows).toEqual([]);
    expect(await catalogue(client)).toEqual(before);
    await reader.query('commit');
    expect(await down).toMatchObject({ code: 0, output: expect.stringContaining('is tried again') });
    expect(await catalogue(client)).toEqual([]);
  });

  const waiting = async () => {
    const { rows } = await client.query<{ count: number }>(
      "select count(*)::int as count from pg_stat_activity where application_name = 'arq-migrate' and wait_event_type = 'Lock'",
    );
    return rows[0]?.count ?? 0;
  };

  it('leave nothing of themselves if one of them fails', async () => {
    const files = {
      '0001_expand_first.sql': '-- Up Migration\ncreate table first (id int);\n-- Down Migration\ndrop table first;\n',
      '0002_expand_broken.sql':
        '-- Up Migration\ncreate table second (id int);\nalter table third add column x int;\n-- Down Migration\ndrop table second;\n',
    };
    await expect(migrateWith(files)).rejects.toMatchObject({
      code: '42P01',
      message: expect.stringContaining('third'),
    });
    expect(await catalogue(client)).toEqual([]);
    expect(await applied()).toEqual([]);
    // Mended, they run.
    expect(
      await migrateWith({
        ...files,
        '0002_expand_broken.sql': files['0001_expand_first.sql'].replaceAll('first', 'second'),
      }),
    ).toEqual(['0001_expand_first', '0002_expand_broken']);
  });

  it('leave nothing of themselves if the server dies on them', async () => {
    const link = closeLater(await TcpLink.start(url));
    const migrating = run(['up'], link.url);
    await until(() => isUnderWay());
    await link.cut();
    expect(await migrating).toMatchObject({ code: 1 });
    expect((await catalogue(client)).length === 0).toBe((await applied()).length === 0);
  });

  const isUnderWay = async () => {
    const { rows } = await client.query("select 1 from pg_stat_activity where application_name = 'arq-migrate'");
    return rows.length > 0;
  };
});

describe('the program that migrates', () => {
  it.each([
    [['sideways'], 'neither up nor down nor status'],
    [['up', 'down'], 'neither up nor down nor status'],
    [['up', '--count', '0'], '--count 0 is not a number'],
    [['up', '--count', 'all'], '--count all is not a number'],
    [['status', '--count', '1'], '--count is for up and down'],
    [['down', '--contract'], '--contract is for up'],
    [['up', '--json'], '--json is for status'],
    [['--force'], "Unknown option '--force'"],
  ])('refuses %j', async (args, message) => {
    const { code, output, seconds } = await run(args, nobody.database.url);
    expect({ code, output }).toMatchObject({ code: 1, output: expect.stringContaining(message) });
    expect(output).not.toContain('failed');
    // Nothing was asked of the database, which would have taken its time.
    expect(seconds).toBeLessThan(5);
  });

  it('says so if nobody listens where the database should be, or nobody answers', async () => {
    const silent = closeLater(createServer((socket) => socket.on('error', () => {}).resume()));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const [absent, mute] = await Promise.all([
      run(['up'], nobody.database.url),
      run(['up'], `postgres://arq:arq@127.0.0.1:${port}/arq`),
    ]);
    expect(absent).toMatchObject({ code: 1, output: expect.stringContaining('ECONNREFUSED 127.0.0.1:1') });
    expect(mute).toMatchObject({ code: 1, output: expect.stringContaining('timeout') });
    for (const { output } of [absent, mute]) expect(output).not.toContain('arq:arq');
    // It is looked for ten times, since at a first installation it may still be on its way.
    expect(absent.seconds).toBeGreaterThan(5);
    for (const { seconds } of [absent, mute]) expect(seconds).toBeLessThan(15);
  });
});
