import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { contract as backend } from '../../apps/backend/contract.ts';
import { contract as frontend } from '../../apps/frontend/contract.ts';
import { readOptions } from '../../dev/options.ts';
import { assertFree } from '../../dev/ports.ts';
import { Running } from '../../dev/running.ts';
import { freePort } from '../support/servers.ts';

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
    expect(readOptions([], {}).ports).toEqual({ frontend: frontend.port, backend: backend.port, 'sign-in': 3002 });
    expect(readOptions([], { BACKEND_PORT: '4001' }).ports.backend).toBe(4001);
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
  const run = (folder: string, ...args: string[]) =>
    spawnSync(process.execPath, [join(folder, 'dev/run.mjs'), ...args], { encoding: 'utf8' });

  it('explains itself', () => {
    const { status, stdout } = run(process.cwd(), '--help');
    expect(status).toBe(0);
    for (const word of ['--keep', 'FRONTEND_PORT', 'DATABASE_URL']) expect(stdout).toContain(word);
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
