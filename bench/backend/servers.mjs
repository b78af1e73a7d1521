import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { load, root } from '../../scripts/bundle.mjs';

/** Bearer token of the backend under measurement. */
export const alertsToken = 'the-token-of-the-benchmark-0123456789';

/** Servers of a benchmark; everything that was started is stopped by `close`. */
export async function startServers() {
  const { postgresForTests, redisForTests } = await load('dev/test-servers.ts');
  const { freePort } = await load('dev/servers.ts');
  const { contract } = await load('apps/backend/contract.ts');
  const [postgres, redis] = await Promise.all([postgresForTests(), redisForTests()]);
  const { build } = await import('esbuild');
  const { options } = await import('../../apps/backend/build.mjs');
  await build(options);
  const programs = [];
  const environment = {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    DATABASE_URL: postgres.url,
    REDIS_URL: redis.url,
  };
  await run(['apps/backend/build/migrate.mjs', 'up'], environment);
  await seed(postgres.url);
  return {
    /** Starts a program of Node and waits until it answers. */
    async start(file, env, path) {
      const port = await freePort();
      const child = spawn(process.execPath, [join(root, file)], {
        env: { ...environment, ...env, PORT: String(port) },
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      programs.push(child);
      const url = `http://127.0.0.1:${port}`;
      await answers(`${url}${path}`);
      return { url, pid: child.pid };
    },
    /** The backend with all that it does in production. */
    startOurs() {
      const env = {
        HOST: '127.0.0.1',
        PUBLIC_URL: 'https://arq.example',
        SESSION_SECRET: 'the-secret-of-the-benchmark-0123456789',
        ALERTS_TOKEN: alertsToken,
        // Load comes from many addresses, as it does from an edge, so that the limits count but refuse nobody.
        TRUST_PROXY: 'loopback',
      };
      return this.start('apps/backend/build/server.mjs', env, contract.paths.readiness);
    },
    async close() {
      for (const child of programs) {
        child.kill('SIGKILL');
        if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      }
      await Promise.all([postgres.close(), redis.close()]);
    },
  };
}

/** Seconds of processor time that a process has taken; `undefined` where the system does not say. */
export function cpuSeconds(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return undefined;
  }
}

/** Resident bytes of a process; `undefined` where the system does not say. */
export function residentBytes(pid) {
  try {
    return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1024;
  } catch {
    return undefined;
  }
}

async function seed(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`insert into incidents (id, fingerprint, started_at, alert, severity, tier, state, summary, description,
      labels, ended_at, updated_at)
    select gen_random_uuid(), 'f' || n, now() - n * interval '2 hours', 'SlowResponseTime', 'warning', 'backend', 'resolved',
      'P95 of the backend is above 1 s', 'The slowest twentieth of requests takes longer than the objective.', '{}',
      now() - n * interval '2 hours' + interval '11 minutes', now()
    from generate_series(1, 1000) n`);
  await client.query('analyze incidents');
  await client.end();
}

async function run(args, env) {
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] });
  const [status] = await once(child, 'exit');
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}`);
}

async function answers(url) {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${url} did not answer within 10 s`);
}
