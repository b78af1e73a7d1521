import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { freePort } from '../../dev/servers.ts';

jest.setTimeout(240_000);

let dev: ChildProcess;
let output: string;
let ports: { frontend: number; backend: number; signIn: number };
let foldersBefore: string[];

const folders = () => readdirSync(tmpdir()).filter((name) => /^arq-(postgres|initdb)-/.test(name));

beforeEach(async () => {
  foldersBefore = folders();
  ports = { frontend: await freePort(), backend: await freePort(), signIn: await freePort() };
  output = '';
  const { frontend, backend, signIn } = ports;
  const own = { FRONTEND_PORT: String(frontend), BACKEND_PORT: String(backend), SIGN_IN_PORT: String(signIn) };
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...own };
  dev = spawn(process.execPath, ['dev/run.mjs'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [dev.stdout, dev.stderr]) stream?.on('data', (data) => (output += data));
});
afterEach(() => {
  if (dev.exitCode === null) dev.kill('SIGKILL');
});

async function until(what: string, condition: () => boolean | Promise<boolean>, seconds = 120): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`${what}: not within ${seconds} s\n${output}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Programs that this run has started: their command lines or environments name its ports. */
function survivors(): string[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,args='], { encoding: 'utf8' });
  const database = /127\.0\.0\.1:(\d+)\/arq/.exec(output)?.[1] ?? 'none';
  return stdout
    .split('\n')
    .filter((line) => line.includes(`-p ${database} `) || line.includes(`--port ${ports.frontend}`));
}

const listens = (port: number) =>
  fetch(`http://127.0.0.1:${port}/`).then(
    () => true,
    () => false,
  );

async function nothingIsLeft(): Promise<void> {
  await until('the end of all programs', () => survivors().length === 0, 20);
  for (const port of Object.values(ports)) await until(`port ${port} free`, async () => !(await listens(port)), 20);
  await until('no folder', () => folders().every((name) => foldersBefore.includes(name)), 20);
}

describe('npm run dev', () => {
  it('starts the platform with sample incidents, and Ctrl-C leaves nothing behind', async () => {
    await until('ready', () => output.includes(`arQ is ready: http://localhost:${ports.frontend}`));
    const response = await fetch(`http://127.0.0.1:${ports.frontend}/api/v1/incidents`);
    const { items } = (await response.json()) as { items: unknown[] };
    expect(items.length).toBeGreaterThan(10);
    const login = await fetch(`http://127.0.0.1:${ports.backend}/api/v1/auth/login`, { redirect: 'manual' });
    expect(login.headers.get('location')).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${ports.signIn}/`));
    expect(survivors().length).toBeGreaterThan(1);
    const ended = once(dev, 'exit');
    dev.kill('SIGINT');
    expect((await ended)[0]).toBe(130);
    await nothingIsLeft();
  });

  it('ends at once at the second Ctrl-C, and leaves nothing behind either', async () => {
    await until('the backend', () => /backend {2}\| .*listening/.test(output));
    const ended = once(dev, 'exit');
    dev.kill('SIGINT');
    await until('the first signal', () => output.includes('Stopping.'));
    dev.kill('SIGINT');
    expect((await ended)[0]).toBe(130);
    await nothingIsLeft();
  });

  it('leaves nothing behind when it is killed', async () => {
    await until('the frontend', () => /frontend \| .*Ready/.test(output));
    dev.kill('SIGKILL');
    await nothingIsLeft();
  });
});
