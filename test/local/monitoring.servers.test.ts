import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { localMonitoringFolder as folder } from '../../charts/platform/monitoring/local/local-monitoring.ts';
import { renderModel } from '../../dev/monitoring/model.ts';
import { installedPrograms, missingPrograms } from '../../dev/monitoring/programs.ts';
import { type MonitoringStack, startMonitoring } from '../../dev/monitoring/stack.ts';
import { type DevelopmentPostgres, startPostgres } from '../../dev/postgres/postgres.ts';
import { type InstalledRedis, startInstalledRedis } from '../../dev/redis/installed.ts';
import { redisPrograms } from '../../dev/servers.ts';
import { installedAmtools } from '../monitoring/routing/installed.ts';
import { installedPromtools } from '../monitoring/rules/promtool.ts';
import { foldersOf } from './monitoring-folders.ts';

jest.setTimeout(180_000);

const programs = installedPrograms();

function run(command: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  return { status, output: `${stdout}${stderr}` };
}

describe('The programs of the monitoring', () => {
  it('are all installed', () => {
    expect(missingPrograms(programs)).toEqual([]);
  });
});

describe('The committed files', () => {
  it.each(installedPromtools())('are what Prometheus reads, says $name', ({ path }) => {
    expect(run(path, 'check', 'config', `${folder}/prometheus.yml`)).toEqual({
      status: 0,
      output: expect.stringMatching(/SUCCESS: 1 rule files found[\s\S]*SUCCESS: \d{2,} rules found/),
    });
  });

  it.each(installedAmtools())('are what Alertmanager reads, says $title', ({ path }) => {
    expect(run(path, 'check-config', `${folder}/alertmanager.yml`)).toMatchObject({ status: 0 });
  });

  it('are what the blackbox exporter reads', () => {
    const check = run(programs.blackbox_exporter ?? '', '--config.check', `--config.file=${folder}/blackbox.yml`);
    expect(check).toMatchObject({ status: 0 });
  });
});

describe('The monitoring of real servers, ten times as fast', () => {
  let postgres: DevelopmentPostgres;
  let redis: InstalledRedis;
  let stack: MonitoringStack;
  let webhook: Server;
  const deliveries: { readonly token: string | undefined; readonly alerts: string[] }[] = [];

  afterEach(async () => {
    await stack?.stop();
    await redis?.close();
    await postgres?.close();
    webhook?.close();
  });

  async function listen(): Promise<string> {
    webhook = createServer((request, response) => {
      let body = '';
      request.on('data', (data) => {
        body += data;
      });
      request.on('end', () => {
        const { alerts } = JSON.parse(body) as { alerts: { status: string; labels: Record<string, string> }[] };
        const named = alerts.map(({ status, labels }) => `${status} ${labels['alertname']} of ${labels['workload']}`);
        deliveries.push({ token: request.headers.authorization, alerts: named });
        response.end();
      });
    });
    await new Promise<void>((resolve) => webhook.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(webhook.address() as { port: number }).port}/`;
  }

  async function ask<Data>(path: string): Promise<Data> {
    const response = await fetch(`${stack.urls.prometheus}/api/v1/${path}`);
    return ((await response.json()) as { data: Data }).data;
  }

  async function until(what: string, condition: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + 90_000;
    while (!(await condition())) {
      if (Date.now() > deadline) throw new Error(`${what}: not within 90 s; delivered: ${JSON.stringify(deliveries)}`);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }

  it('scrapes them, evaluates the rules, tells of an outage, and leaves nothing behind', async () => {
    postgres = await startPostgres({ exporter: true });
    redis = await startInstalledRedis({ programs: redisPrograms() });
    const host = '127.0.0.1';
    const users = { postgres: postgres.exporter, redis: redis.exporter };
    if (!users.postgres) throw new Error('PostgreSQL has no role for the exporter');
    stack = await startMonitoring({
      programs,
      watched: {
        postgres: { host, port: postgres.port, database: 'postgres', ...users.postgres },
        redis: { host, port: redis.port, ...users.redis },
      },
      webhook: { url: await listen(), token: 'a token' },
      render: renderModel,
      scale: 0.1,
    });
    type Targets = { activeTargets: { health: string; labels: { job: string } }[] };
    const targets = async () => (await ask<Targets>('targets')).activeTargets;
    // At first it knows of none.
    const areAll = <Item>(items: readonly Item[], isFit: (item: Item) => boolean) =>
      items.length > 0 && items.every(isFit);
    await until('all targets up', async () => areAll(await targets(), ({ health }) => health === 'up'));
    const activeTargets = await targets();
    expect(activeTargets.map(({ labels }) => labels.job).sort()).toEqual([
      'alertmanager',
      'arq-blackbox-exporter',
      'arq-postgres-exporter',
      'arq-redis-exporter',
      'node-exporter',
      'prometheus',
    ]);
    type Rules = { groups: { rules: { name: string; health: string }[] }[] };
    const rules = async () => (await ask<Rules>('rules')).groups.flatMap((group) => group.rules);
    await until('all rules evaluated', async () => areAll(await rules(), ({ health }) => health !== 'unknown'));
    expect((await rules()).filter(({ health }) => health !== 'ok')).toEqual([]);

    process.kill(postgres.pid, 'SIGKILL');
    const outage = 'firing DatabaseDown of arq-postgres';
    await until(outage, async () => deliveries.some(({ alerts }) => alerts.includes(outage)));
    expect(new Set(deliveries.map(({ token }) => token))).toEqual(new Set(['Bearer a token']));
    expect(deliveries.flatMap(({ alerts }) => alerts)).not.toContain('firing RedisDown of arq-redis');

    const folders = foldersOf(...Object.values(stack.urls).map((url) => new URL(url).port));
    expect(folders).toHaveLength(3);
    await stack.stop();
    for (const url of Object.values(stack.urls)) await expect(fetch(url)).rejects.toThrow();
    expect(folders.filter((folder) => existsSync(folder))).toEqual([]);
  });
});
