import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { postgresForTests } from '../../../../dev/test-servers.ts';
import type { Query } from '../../src/migrations/record.ts';
import { runMigrations } from '../../src/migrations/run.ts';
import { closeLater } from '../faults/support/close-all.ts';
import { freeze, thaw } from '../faults/support/processes.ts';
import { TcpLink } from '../faults/support/tcp-link.ts';
import { until } from '../support/backend.ts';
import { silent } from '../support/database.ts';
import { statement, TestEnvironment, TestRelease, table } from './migration-release.ts';

jest.setTimeout(90_000);

/** Number of node-pg-migrate's advisory lock. */
const lock = '7241865325823964';
const one = () => new TestRelease('1'.repeat(40), { '0001_expand_a': table('a') });
const two = () =>
  new TestRelease('2'.repeat(40), {
    '0001_expand_a': table('a'),
    '0002_expand_b': table('b'),
    '0003_expand_a_note': statement('alter table a add note text'),
  });
/** Waits in its last migration for as long as somebody lets it. */
const slow = () =>
  new TestRelease('3'.repeat(40), {
    '0001_expand_a': table('a'),
    '0002_expand_b': table('b'),
    '0003_expand_slow': statement('select pg_sleep(3600)'),
  });

let environment: TestEnvironment;
beforeEach(async () => {
  environment = await TestEnvironment.start();
});

/** Whether the slow migration is under way. */
async function isSleeping(): Promise<boolean> {
  const { rows } = await environment.client.query("select 1 from pg_stat_activity where wait_event = 'PgSleep'");
  return rows.length > 0;
}

/** Nothing but the first release has been here. */
async function expectNothingKept(): Promise<void> {
  expect(await environment.tables()).toEqual(['a']);
  const { rows } = await environment.client.query('select commit from schema_releases');
  expect(rows).toEqual([{ commit: '1'.repeat(40) }]);
  expect(await environment.runs()).toEqual([]);
}

describe('the deadline', () => {
  beforeEach(async () => {
    expect(await one().migrate(environment.url)).toMatchObject({ code: 0 });
  });

  it('ends the wait for another run, and names it', async () => {
    const other = await environment.session('arq-migrate-elsewhere');
    const { rows } = await other.query<{ pid: number }>(`select pg_advisory_lock(${lock}), pg_backend_pid() as pid`);
    const { code, output } = await two().migrate(environment.url, ['up'], { MIGRATION_DEADLINE_SECONDS: '3' });
    expect(code).toBe(1);
    const named = `arq-migrate-elsewhere (pid ${rows[0]?.pid}, role arq)`;
    expect(output).toContain(`waits for ${named}`);
    expect(output).toContain(`the migration gave up after 3 s, having waited for ${named}; nothing was kept`);
    await expectNothingKept();
    await other.end();
    expect(await two().migrate(environment.url)).toMatchObject({ code: 0 });
  });

  it('ends the wait for a table, and names who uses it', async () => {
    const reader = await environment.session('pg_dump');
    await reader.query('begin; select * from a');
    const { code, output } = await two().migrate(environment.url, ['up'], { MIGRATION_DEADLINE_SECONDS: '5' });
    expect(code).toBe(1);
    expect(output).toMatch(/is tried again.*"waitedFor":"pg_dump \(pid \d+, role arq\)"/);
    expect(output).toMatch(/gave up after 5 s, having waited for pg_dump \(pid \d+, role arq\); nothing was kept/);
    await expectNothingKept();
  });

  it('ends a migration that takes too long', async () => {
    const { code, output } = await slow().migrate(environment.url, ['up'], { MIGRATION_DEADLINE_SECONDS: '2' });
    expect({ code, output }).toMatchObject({ code: 1, output: expect.stringContaining('gave up after 2 s; nothing') });
    await expectNothingKept();
  });

  it('holds also if the server falls silent', async () => {
    const server = closeLater(await postgresForTests());
    const { ended } = slow().start(server.url, ['up'], { MIGRATION_DEADLINE_SECONDS: '4' });
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    freeze(server.pid);
    expect(await ended).toMatchObject({ code: 1, output: expect.stringContaining('gave up after 4 s') });
    thaw(server.pid);
  });

  it('holds also if its own connection falls silent, and the server does not', async () => {
    const link = closeLater(await TcpLink.start(environment.url));
    const { ended } = slow().start(link.url, ['up'], { MIGRATION_DEADLINE_SECONDS: '3' });
    await until(isSleeping);
    link.forget();
    expect(await ended).toMatchObject({
      code: 1,
      output: expect.stringContaining('gave up after 3 s; nothing was kept'),
    });
    await until(async () => (await environment.runs()).length === 0);
    await expectNothingKept();
  });
});

describe('a transaction', () => {
  it('holds its migrations whatever else is in it, and drops them with it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'arq-migrations-'));
    closeLater({ close: () => rmSync(folder, { recursive: true }) });
    writeFileSync(join(folder, '0001_expand_a.sql'), table('a'));
    const query: Query = (text, values) => environment.client.query(text, values as unknown[]);
    await query('begin');
    const names = ['0001_expand_a'];
    expect(await runMigrations(query, { direction: 'up', folder, names, logger: silent })).toEqual(names);
    await query('rollback');
    expect(await environment.tables()).toEqual([]);
  });
});

describe('a run that is stopped', () => {
  beforeEach(async () => {
    expect(await one().migrate(environment.url)).toMatchObject({ code: 0 });
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('by %s keeps nothing and says so', async (signal) => {
    const { child, ended } = slow().start(environment.url);
    await until(isSleeping);
    child.kill(signal);
    expect(await ended).toMatchObject({
      code: 1,
      output: expect.stringContaining(`the migration was stopped by ${signal}; nothing was kept`),
    });
    await expectNothingKept();
  });

  it('by SIGKILL keeps nothing, and the next one succeeds without waiting for its statement', async () => {
    const { child, ended } = slow().start(environment.url);
    await until(isSleeping);
    child.kill('SIGKILL');
    await ended;
    expect(await two().migrate(environment.url, ['up'], { MIGRATION_DEADLINE_SECONDS: '20' })).toMatchObject({
      code: 0,
      output: expect.stringContaining('"migrations":["0002_expand_b","0003_expand_a_note"]'),
    });
    expect(await isSleeping()).toBe(false);
  });
});

describe('two runs at once', () => {
  it('do everything once', async () => {
    const endings = await Promise.all([two(), two()].map((release) => release.migrate(environment.url)));
    expect(endings.map(({ code }) => code)).toEqual([0, 0]);
    const said = endings.map(({ output }) => (output.includes('nothing to migrate') ? 'nothing' : 'all'));
    expect(said.sort()).toEqual(['all', 'nothing']);
    const { rows } = await environment.client.query('select name from schema_migrations order by id');
    expect(rows.map(({ name }) => name)).toEqual(['0001_expand_a', '0002_expand_b', '0003_expand_a_note']);
  });
});
