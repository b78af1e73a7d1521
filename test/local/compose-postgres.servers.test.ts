import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { postgresOwner } from '../../dev/postgres/owner.ts';
import { freePort, postgresPrograms } from '../../dev/servers.ts';
import { service } from './compose.ts';

/** With what shells and SQL could stumble over. */
const passwords = { superuser: `su'per \\ "$user`, role: `r'ol"e \\ $pass`, exporter: `e'xpor"ter \\ $pass` };

const programs = postgresPrograms();
const owner = postgresOwner();
const script =
  service('postgres')
    .volumes?.find((volume) => volume.startsWith('./'))
    ?.split(':')[0] ?? '';

let folder: string;
let server: ChildProcess;
let log: string;
let port: number;

/** As the image does: initialise, then a server that runs the scripts. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'arq-compose-postgres-'));
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, `${passwords.superuser}\n`);
  copyFileSync(script, join(folder, '10-role.sh'));
  if (owner) for (const path of [folder, passwordFile]) chownSync(path, owner.uid, owner.gid);
  const { POSTGRES_USER, POSTGRES_INITDB_ARGS = '' } = service('postgres').environment;
  const options = [`--username=${POSTGRES_USER}`, `--pwfile=${passwordFile}`, '--no-sync'];
  expect(run(['initdb', ...options, ...POSTGRES_INITDB_ARGS.split(' '), 'data'])).toMatchObject({ status: 0 });
  port = await freePort();
  const settings = [
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${folder}`,
    'log_statement=all',
    'fsync=off',
  ];
  const flags = [...settings, 'log_min_duration_statement=0'].flatMap((setting) => ['-c', setting]);
  server = spawn(join(programs, 'postgres'), ['-D', 'data', '-p', String(port), ...flags], { ...owner, cwd: folder });
  log = '';
  await new Promise<void>((resolve, reject) => {
    server.stderr?.on('data', (data) => {
      log += data;
      if (log.includes('ready to accept connections')) resolve();
    });
    server.once('exit', (status) => reject(new Error(`PostgreSQL ended with ${status}:\n${log}`)));
  });
});

async function stop(): Promise<void> {
  if (server.exitCode !== null) return;
  const ended = once(server, 'close');
  server.kill('SIGINT');
  await ended;
}

afterEach(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

function run([command = '', ...args]: readonly string[], environment: Record<string, string> = {}) {
  const env = { PATH: `${programs}:${process.env['PATH']}`, LC_ALL: 'C', ...environment };
  return spawnSync(command, args, { ...owner, cwd: folder, env, encoding: 'utf8' });
}

/** What the container has in its environment. */
const container = () => ({
  PGHOST: folder,
  PGPORT: String(port),
  POSTGRES_PASSWORD: passwords.superuser,
  ROLE_PASSWORD: passwords.role,
  EXPORTER_PASSWORD: passwords.exporter,
});
/** While it initialises, the image has set this one as well. */
const initialising = () => ({ ...container(), PGPASSWORD: passwords.superuser });
const success = { status: 0, stdout: '', stderr: '' };

function asRole(sql: string, { password = passwords.role, user = 'arq', database = 'arq' } = {}) {
  const options = ['--no-psqlrc', '--tuples-only', '--no-align', '--no-password', `--command=${sql}`];
  const environment = { PGHOST: '127.0.0.1', PGPORT: String(port), PGPASSWORD: password };
  return run(['psql', ...options, `--username=${user}`, `--dbname=${database}`], environment);
}

describe('PostgreSQL of Compose', () => {
  it('has a role that owns its database and is nothing else', () => {
    expect(run(['./10-role.sh'], initialising())).toMatchObject(success);
    const privileges = 'rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls';
    const role = asRole(`SELECT ${privileges} FROM pg_roles WHERE rolname = current_user`);
    expect(role).toMatchObject({ status: 0, stdout: 'f|f|f|f|f\n' });
    const database = "SELECT datdba::regrole, has_database_privilege('public', datname, 'CONNECT')";
    expect(asRole(`${database} FROM pg_database WHERE datname = 'arq'`).stdout).toBe('arq|f\n');
    expect(asRole('CREATE TABLE notes (note text)')).toMatchObject({ status: 0 });
    expect(asRole("COPY notes TO PROGRAM 'cat'").stderr).toContain('must be superuser');
    expect(asRole('SELECT 1', { password: 'guess' }).stderr).toContain('password authentication failed');
  });

  it('has a role for the exporter, which reads statistics and no table', () => {
    expect(run(['./10-role.sh'], initialising())).toMatchObject(success);
    expect(asRole('CREATE TABLE notes (note text)')).toMatchObject({ status: 0 });
    const exporter = { user: 'exporter', password: passwords.exporter, database: 'postgres' };
    const privileges = 'rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls, rolconnlimit';
    expect(asRole(`SELECT ${privileges} FROM pg_roles WHERE rolname = current_user`, exporter)).toMatchObject({
      status: 0,
      stdout: 'f|f|f|f|f|3\n',
    });
    // Who reads statistics sees what others ask.
    expect(asRole('SELECT count(*) > 0 FROM pg_stat_activity WHERE query IS NOT NULL', exporter).stdout).toBe('t\n');
    expect(asRole('SELECT pg_database_size($$arq$$) > 0', exporter).stdout).toBe('t\n');
    expect(asRole('SELECT 1', { ...exporter, database: 'arq' }).stderr).toContain(
      'permission denied for database "arq"',
    );
    expect(asRole('CREATE TABLE notes (note text)', exporter).stderr).toContain('permission denied');
  });

  it('shows the passwords in no log', async () => {
    expect(run(['./10-role.sh'], initialising())).toMatchObject(success);
    expect(asRole('SELECT 42')).toMatchObject({ status: 0 });
    await stop();
    expect(log).toContain('SELECT 42');
    expect(log).not.toMatch(/ol"e|xpor"ter|SCRAM-SHA/);
  });

  it('can run its script again, with another password, and keeps the data', () => {
    expect(run(['./10-role.sh'], initialising())).toMatchObject(success);
    expect(asRole('CREATE TABLE notes (note text)')).toMatchObject({ status: 0 });
    expect(run(['./10-role.sh'], { ...container(), ROLE_PASSWORD: 'another' })).toMatchObject(success);
    expect(asRole('SELECT count(*) FROM notes', { password: 'another' })).toMatchObject({ status: 0, stdout: '0\n' });
    expect(asRole('SELECT 1').status).not.toBe(0);
  });

  it('may have its script read into the shell of the image, and tells of a failure', () => {
    const image = 'set -Eeo pipefail; . ./10-role.sh; echo $UNSET';
    expect(run(['bash', '-c', image], initialising())).toMatchObject({ status: 0, stderr: '' });
    expect(asRole('SELECT 1')).toMatchObject({ status: 0, stdout: '1\n' });
    const { status, stdout } = run(['bash', '-c', image], { ...initialising(), PGPASSWORD: 'guess' });
    expect({ failed: status !== 0, stdout }).toEqual({ failed: true, stdout: '' });
  });
});
