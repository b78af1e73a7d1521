import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PostgresServer, passwords } from './postgres-server.ts';

let server: PostgresServer;

const startedWith = (...[given]: Parameters<typeof PostgresServer.start>) => {
  beforeAll(async () => {
    server = await PostgresServer.start(given);
  });
  afterAll(() => server?.remove());
};

const refused = (message: string) => ({ status: 2, stdout: '', stderr: expect.stringContaining(message) });

describe('the role of the application', () => {
  startedWith();

  test('logs in over TCP with its password, which is stored for SCRAM', async () => {
    expect(await server.asRole('SELECT current_user')).toMatchObject({ status: 0, stdout: 'shop\n', stderr: '' });
    expect(await server.value("SELECT rolpassword LIKE 'SCRAM-SHA-256$%' FROM pg_authid WHERE rolname = 'shop'")).toBe(
      't',
    );
  });

  test('owns its database and is nothing else', async () => {
    expect(
      await server.value(
        "SELECT datdba::regrole, has_database_privilege('public', datname, 'CONNECT') FROM pg_database WHERE datname = 'shop'",
      ),
    ).toBe('shop|f');
    const privileges = ['rolsuper', 'rolcreaterole', 'rolcreatedb', 'rolreplication', 'rolbypassrls'].join(', ');
    expect(await server.value(`SELECT ${privileges} FROM pg_roles WHERE rolname = 'shop'`)).toBe('f|f|f|f|f');
  });

  test('creates a table, writes and reads', async () => {
    const sql = 'CREATE TABLE goods (name text); INSERT INTO goods VALUES (1); SELECT count(*) FROM goods';
    expect(await server.asRole(sql)).toMatchObject({ status: 0, stdout: expect.stringMatching(/\n1\n$/) });
  });

  test('is refused with a wrong password, and without one', async () => {
    const failure = refused('password authentication failed for user "shop"');
    expect(await server.asRole('SELECT 1', { password: 'guess' })).toMatchObject(failure);
    expect(await server.asRole('SELECT 1', { password: '' })).toMatchObject(refused('no password supplied'));
  });

  test.each(['postgres', 'template1'])('is refused in the database %s', async (database) => {
    expect(await server.asRole('SELECT 1', { database })).toMatchObject(refused('pg_hba.conf rejects connection'));
  });

  test('is refused on the socket', async () => {
    const outcome = await server.asAdministrator('SELECT 1', { PGUSER: 'shop', PGDATABASE: 'shop' });
    expect(outcome).toMatchObject(refused('no pg_hba.conf entry'));
  });
});

describe('the role of the exporter', () => {
  startedWith({ exporter: 'registry.example/exporter:1.0.0' });

  const exporter = { user: 'exporter', database: 'postgres', password: passwords['exporter-password'] };

  test('reads the statistics of all sessions', async () => {
    const sql = "SELECT count(*) > 0 FROM pg_stat_activity WHERE usename = 'postgres' AND query IS NOT NULL";
    expect(await server.asRole(sql, exporter)).toMatchObject({ status: 0, stdout: 't\n', stderr: '' });
  });

  test('does not get into the database with the data', async () => {
    const outcome = await server.asRole('SELECT 1', { ...exporter, database: 'shop' });
    expect(outcome).toMatchObject(refused('pg_hba.conf rejects connection'));
  });

  test('is nothing else', async () => {
    const privileges = ['rolsuper', 'rolcreaterole', 'rolcreatedb', 'rolreplication', 'rolbypassrls', 'rolconnlimit'];
    expect(await server.value(`SELECT ${privileges.join(', ')} FROM pg_roles WHERE rolname = 'exporter'`)).toBe(
      'f|f|f|f|f|3',
    );
    const outcome = await server.asRole('CREATE TABLE notes (text text)', exporter);
    expect(outcome).toMatchObject({ status: 1, stderr: expect.stringContaining('permission denied') });
  });
});

describe('the superuser', () => {
  startedWith();

  test('logs in on the socket with its password', async () => {
    expect(await server.value('SELECT current_user')).toBe('postgres');
    const failure = refused('password authentication failed for user "postgres"');
    expect(await server.asAdministrator('SELECT 1', { PGPASSWORD: 'guess' })).toMatchObject(failure);
  });

  test.each(['postgres', 'shop'])('is refused over TCP in the database %s', async (database) => {
    const outcome = await server.asRole('SELECT 1', {
      user: 'postgres',
      database,
      password: passwords['superuser-password'],
    });
    expect(outcome).toMatchObject(refused('pg_hba.conf rejects connection'));
  });
});

describe('the script that creates the role', () => {
  startedWith({ settings: { log_statement: "'all'", log_min_duration_statement: '0' } });

  test('shows the password in no log, even where all statements are logged', async () => {
    await server.asRole('SELECT 42');
    expect(server.log).toContain('SELECT 42');
    expect(server.log).not.toContain('$pass');
    expect(server.log).not.toContain('SCRAM-SHA-256');
  });

  test('completes an initialisation that was cut short, with the password from the file', async () => {
    await server.asAdministrator('DROP DATABASE shop');
    await server.asAdministrator('DROP ROLE shop');
    expect(await server.asRole('SELECT 1')).toMatchObject({ status: 2 });
    expect(await server.runScripts({})).toMatchObject([{ status: 0, stderr: '' }]);
    expect(await server.asRole('SELECT current_user')).toMatchObject({ status: 0, stdout: 'shop\n' });
  });

  test('changes nothing but the password where all is there already', async () => {
    await server.asRole('CREATE TABLE kept ()');
    await server.asAdministrator("ALTER ROLE shop PASSWORD 'former'");
    expect(await server.runScripts({})).toMatchObject([{ status: 0, stderr: '' }]);
    expect(await server.asRole('TABLE kept')).toMatchObject({ status: 0 });
  });
});

describe('names that mean something in SQL and in pg_hba.conf', () => {
  startedWith({ database: 'all', user: 'order' });

  test('are names like others', async () => {
    expect(await server.asRole('SELECT current_user, current_database()')).toMatchObject({ stdout: 'order|all\n' });
    const elsewhere = await server.asRole('SELECT 1', { database: 'template1' });
    expect(elsewhere).toMatchObject(refused('pg_hba.conf rejects connection'));
  });
});

describe('data', () => {
  startedWith();

  test('survives a server that is killed', async () => {
    await server.asRole('CREATE TABLE goods AS SELECT generate_series(1, 1000) AS number');
    await server.stop('SIGKILL');
    // Its processes end when they notice; until then the volume is still in use.
    await expect(relaunched(server)).resolves.toBe(true);
    expect(await server.asRole('SELECT count(*) FROM goods')).toMatchObject({ stdout: '1000\n' });
  });
});

async function relaunched(killed: PostgresServer): Promise<boolean> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const launched = await killed.launch().then(
      () => true,
      () => false,
    );
    if (launched) return true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return false;
}
