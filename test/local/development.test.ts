import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { contract as backend } from '../../apps/backend/contract.ts';
import { contract as frontend } from '../../apps/frontend/contract.ts';
import { namedServers } from '../../dev/named-servers.ts';
import { type Options, readOptions } from '../../dev/options.ts';
import { assertFree } from '../../dev/ports.ts';
import { Running } from '../../dev/running.ts';
import { freePort } from '../../dev/servers.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function occupied(host: string): Promise<number> {
  const server = createServer().listen(0, host);
  servers.push(server);
  await once(server, 'listening');
  return (server.address() as { port: number }).port;
}

describe('The options of npm run dev', () => {
  it('have the ports of the contracts by default', () => {
    const others = { 'sign-in': 3002, prometheus: 9090, alertmanager: 9093 };
    expect(readOptions([], {}).ports).toEqual({ frontend: frontend.port, backend: backend.port, ...others });
    expect(readOptions([], { BACKEND_PORT: '4001' }).ports.backend).toBe(4001);
    expect(readOptions([], { PROMETHEUS_PORT: '4002' }).ports.prometheus).toBe(4002);
  });

  it('start no monitoring unless they are told to', () => {
    expect(readOptions([], {}).monitoring).toBe(false);
    expect(readOptions(['--monitoring'], {}).monitoring).toBe(true);
  });

  it.each(['0', '65536', 'x', '-1'])('refuse the port %s', (port) => {
    expect(() => readOptions([], { FRONTEND_PORT: port })).toThrow(`FRONTEND_PORT is "${port}", which is no port`);
  });

  it('take what is empty for what is not set', () => {
    expect(readOptions([], { DATABASE_URL: '', REDIS_URL: 'redis://x' }).environment).toMatchObject({
      REDIS_URL: 'redis://x',
    });
    expect(readOptions([], { DATABASE_URL: '' }).environment).not.toHaveProperty('DATABASE_URL');
  });

  it('refuse what they do not know', () => {
    expect(() => readOptions(['--nonsense'], {})).toThrow("'--nonsense'");
  });
});

describe('Servers that the environment names', () => {
  /** As if the shell had the variables and no file did. */
  const options = (shell: NodeJS.ProcessEnv, ...args: string[]): Options => ({
    ...readOptions(args, shell),
    environment: shell,
    fileNames: new Set(),
  });

  it.each([
    ['postgres://arq:hidden-word@localhost/arq', 'the database "arq" on localhost:5432, as "arq"'],
    ['postgres://arq:hidden-word@127.0.0.1:6000/other', 'the database "other" on 127.0.0.1:6000, as "arq"'],
    ['postgres://arq@[::1]/arq', 'the database "arq" on ::1:5432, as "arq"'],
    ['postgres://arq@/arq?host=/run/postgresql', 'the database "arq" on /run/postgresql:5432, as "arq"'],
  ])('are told before they are touched: %s', (DATABASE_URL, description) => {
    expect(namedServers(options({ DATABASE_URL }))).toEqual([`${description} (DATABASE_URL of the shell)`]);
  });

  it('are told to come from the file of the backend if they do', () => {
    const fileNames = new Set(['REDIS_URL']);
    expect(namedServers({ ...options({ REDIS_URL: 'redis://localhost' }), fileNames })).toEqual([
      'Redis on localhost:6379 (REDIS_URL of apps/backend/.env)',
    ]);
  });

  it.each([
    [{ DATABASE_URL: 'postgres://arq:hidden-word@db.example.com/arq' }, '"arq" on db.example.com:5432'],
    [{ DATABASE_URL: 'postgres://arq:hidden-word@localhost/arq?host=db.example.com' }, 'on db.example.com:5432'],
    [{ DATABASE_URL: 'postgres://arq:hidden-word@127.0.0.1.example.com/arq' }, 'on 127.0.0.1.example.com:5432'],
    [{ REDIS_URL: 'redis://:hidden-word@redis.example.com:6380' }, 'Redis on redis.example.com:6380'],
  ])('are refused on other machines, unless they are asked for: %o', (shell, place) => {
    const refusal = () => namedServers(options(shell));
    expect(refusal).toThrow(place);
    expect(refusal).toThrow('With --remote-data');
    expect(refusal).not.toThrow('hidden-word');
    expect(namedServers(options(shell, '--remote-data'))).toEqual([expect.stringContaining(place)]);
  });

  it.each([
    'DATABASE_HOST',
    'DATABASE_PORT',
    'DATABASE_NAME',
    'DATABASE_USER',
    'DATABASE_PASSWORD',
    'DATABASE_URL_FILE',
    'REDIS_HOST',
    'REDIS_PASSWORD_FILE',
  ])('are refused by %s alone, which would be passed over', (name) => {
    const url = `${name.split('_')[0]}_URL`;
    const refusal = () => namedServers(options({ [name]: 'hidden-word' }));
    expect(refusal).toThrow(`Set without ${url}: ${name} (the shell).`);
    expect(refusal).toThrow(`set ${url}, such as ${url.startsWith('R') ? 'redis' : 'postgres'}://`);
    expect(refusal).not.toThrow('hidden-word');
  });

  it('may leave other variables as they are', () => {
    expect(namedServers(options({ DATABASE_POOL_SIZE: '5', LOG_LEVEL: 'debug' }))).toEqual([]);
  });

  it.each(['DATABASE_URL', 'REDIS_URL'])('are refused by a %s that is none, which is not repeated', (name) => {
    const refusal = () => namedServers(options({ [name]: 'postgres://hidden-word:x:y' }));
    expect(refusal).toThrow(`${name} of the shell is no URL that can be read`);
    expect(refusal).not.toThrow('hidden-word');
  });
});

describe('Ports', () => {
  it('that are taken are all named, with the variables that move them', async () => {
    const [one, other, free] = [await occupied('127.0.0.1'), await occupied('0.0.0.0'), await freePort()];
    const check = assertFree({ frontend: one, backend: other, 'sign-in': free });
    await expect(check).rejects.toThrow(
      `Port ${one} of the frontend is taken. Choose another one: FRONTEND_PORT=${one + 100}\n` +
        `Port ${other} of the backend is taken. Choose another one: BACKEND_PORT=${other + 100}`,
    );
    await expect(assertFree({ 'sign-in': free })).resolves.toBeUndefined();
  });

  it('are not given twice', async () => {
    const port = await freePort();
    await expect(assertFree({ frontend: port, backend: port })).rejects.toThrow(
      `Port ${port} is meant for the frontend and for the backend`,
    );
  });
});

describe('What runs', () => {
  const recorded = (log: string[], name: string) => ({
    stop: async () => void log.push(`stop ${name}`),
    kill: async () => void log.push(`kill ${name}`),
  });

  it('stops in the reverse order of its start', async () => {
    const running = new Running();
    const log: string[] = [];
    for (const name of ['a', 'b']) await running.add(recorded(log, name));
    await running.stop();
    expect(log).toEqual(['stop b', 'stop a']);
  });

  it('stops at once what has started too late', async () => {
    const running = new Running();
    const log: string[] = [];
    await running.stop();
    await expect(running.add(recorded(log, 'late'))).rejects.toThrow();
    expect(log).toEqual(['stop late']);
  });

  it('can be killed while something does not stop', async () => {
    const running = new Running();
    const log: string[] = [];
    await running.add(recorded(log, 'a'));
    await running.add({ ...recorded(log, 'stuck'), stop: () => new Promise<void>(() => undefined) });
    void running.stop();
    await running.kill();
    expect(log.sort()).toEqual(['kill a', 'kill stuck']);
  });
});

describe('npm run dev', () => {
  const run = (folder: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = process.env) =>
    spawnSync(process.execPath, [join(folder, 'dev/run.mjs'), ...args], { env, encoding: 'utf8' });

  it('explains itself', () => {
    const { status, stdout } = run(process.cwd(), ['--help']);
    expect(status).toBe(0);
    const words = ['--keep', '--monitoring', '--remote-data', 'FRONTEND_PORT', 'PROMETHEUS_PORT', 'DATABASE_URL'];
    for (const word of words) expect(stdout).toContain(word);
    expect(stdout).toContain('keeps a template of an empty database in build/dev');
  });

  it.each([
    [{ DATABASE_URL: 'postgres://arq@db.example.com/arq' }, 'the database "arq" on db.example.com:5432'],
    [{ DATABASE_HOST: 'localhost' }, 'Set without DATABASE_URL: DATABASE_HOST'],
  ])('touches nothing when it refuses %o', (shell, message) => {
    const { PATH, HOME } = process.env;
    const { status, stdout } = run(process.cwd(), [], { PATH, HOME, ...shell });
    expect({ status, stdout }).toEqual({ status: 1, stdout: expect.stringContaining(message) });
    expect(stdout).not.toMatch(/migrate|postgres +\|/);
  });

  it('refuses to monitor without Prometheus, and says where it is to be had', () => {
    const { status, stdout } = run(process.cwd(), ['--monitoring'], { PATH: '/nonexistent', HOME: process.env.HOME });
    expect({ status, stdout }).toEqual({ status: 1, stdout: expect.stringMatching(/^Prometheus is not installed/) });
    expect(stdout).toContain('apt-get install --no-install-recommends prometheus\n');
    expect(stdout).toContain('brew install prometheus\n');
    expect(stdout).not.toMatch(/migrate|postgres +\|/);
  });

  it('says what it uses before it does', async () => {
    // Whatever comes next fails: the port of the pages is taken.
    const port = String(await occupied('127.0.0.1'));
    const { PATH, HOME } = process.env;
    const shell = { PATH, HOME, DATABASE_URL: 'postgres://arq@localhost:1/arq', FRONTEND_PORT: port };
    const { status, stdout } = run(process.cwd(), [], shell);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^Uses the database "arq" on localhost:1, as "arq" \(DATABASE_URL of the shell\)$/m);
    expect(stdout.indexOf('Uses the database')).toBeLessThan(stdout.indexOf(`Port ${port}`));
  });

  it.each([
    ['>=99.0.0', /^Node\.js \S+ is too old: >=99\.0\.0 is needed/],
    ['>=20.0.0', /^The dependencies are not installed\. Run: npm ci/],
  ])('says what is missing where Node.js has to be %s and nothing is installed', (node, message) => {
    const folder = mkdtempSync(join(tmpdir(), 'arq-dev-'));
    try {
      cpSync('dev/run.mjs', join(folder, 'dev/run.mjs'));
      writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', engines: { node } }));
      const { status, stderr } = run(folder);
      expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringMatching(message) });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
