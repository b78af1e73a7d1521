import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { freePort } from '../../dev/servers.ts';
import { foldersOf } from './monitoring-folders.ts';

jest.setTimeout(240_000);

let dev: ChildProcess;
let output = '';

afterEach(() => {
  if (dev.exitCode === null) dev.kill('SIGKILL');
});

async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 120_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`${what}: not within 120 s\n${output}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

describe('npm run dev -- --monitoring', () => {
  it('watches the whole platform, and Ctrl-C leaves nothing behind', async () => {
    const names = ['FRONTEND_PORT', 'BACKEND_PORT', 'SIGN_IN_PORT', 'PROMETHEUS_PORT', 'ALERTMANAGER_PORT'];
    const ports = Object.fromEntries(await Promise.all(names.map(async (name) => [name, String(await freePort())])));
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...ports };
    dev = spawn(process.execPath, ['dev/run.mjs', '--monitoring'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [dev.stdout, dev.stderr]) {
      stream?.on('data', (data) => {
        output += data;
      });
    }
    await until('ready', () => output.includes('arQ is ready'));
    const prometheus = `http://127.0.0.1:${ports['PROMETHEUS_PORT']}`;
    expect(output).toContain(`Prometheus  ${prometheus}/alerts`);
    expect(output).toContain(`http://127.0.0.1:${ports['ALERTMANAGER_PORT']} (Alertmanager)`);
    const targets = async () => {
      const response = await fetch(`${prometheus}/api/v1/targets`);
      const { data } = (await response.json()) as {
        data: { activeTargets: { health: string; labels: { job: string } }[] };
      };
      return data.activeTargets.map(({ health, labels }) => `${labels.job} ${health}`).sort();
    };
    const tiers = ['arq-backend', 'arq-blackbox-exporter', 'arq-frontend', 'arq-frontend-probe'];
    const servers = ['arq-postgres-exporter', 'arq-redis-exporter'];
    const jobs = ['alertmanager', ...tiers, ...servers, 'node-exporter', 'prometheus'];
    const wanted = jobs.map((job) => `${job} up`);
    await until(wanted.join(', '), async () => (await targets()).join() === wanted.join());
    const folders = foldersOf(ports['PROMETHEUS_PORT'] ?? '', ports['ALERTMANAGER_PORT'] ?? '');
    expect(folders).toHaveLength(2);
    const ended = once(dev, 'exit');
    dev.kill('SIGINT');
    expect((await ended)[0]).toBe(130);
    for (const port of Object.values(ports)) await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
    expect(folders.filter((folder) => existsSync(folder))).toEqual([]);
  });
});
