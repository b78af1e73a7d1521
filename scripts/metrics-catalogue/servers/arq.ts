import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../../dev/servers.ts';
import type { Cleanup } from '../cleanup.ts';
import { Missing, start } from '../program.ts';

/** A program of arQ that runs. */
export interface RunningProgram {
  /** Without a slash at the end. */
  readonly url: string;
  readonly metricsUrl: string;
}

/** The backend, with what Alertmanager has to know of it. */
export interface RunningBackend extends RunningProgram {
  readonly alertsToken: string;
}

/** Builds the backend from its sources, migrates the database and starts it. */
export async function startBackend(
  root: string,
  servers: { readonly databaseUrl: string; readonly redisUrl: string },
  cleanup: Cleanup,
): Promise<RunningBackend> {
  const folder = mkdtempSync(join(root, 'build/metrics-backend-'));
  cleanup.add(async () => rmSync(folder, { recursive: true, force: true }));
  execFileSync(process.execPath, [join(root, 'apps/backend/test/support/build-backend.mjs'), folder]);
  const program = (name: string) => join(folder, 'program', `${name}.mjs`);
  const environment = { NODE_ENV: 'production', DATABASE_URL: servers.databaseUrl };
  execFileSync(process.execPath, [program('migrate'), 'up'], { env: environment });

  const [port, metricsPort] = [await freePort(), await freePort()];
  const alertsToken = randomBytes(24).toString('hex');
  const url = `http://127.0.0.1:${port}`;
  await start(
    {
      command: process.execPath,
      args: [program('server')],
      environment: {
        ...environment,
        HOST: '127.0.0.1',
        PORT: String(port),
        METRICS_PORT: String(metricsPort),
        PUBLIC_URL: url,
        REDIS_URL: servers.redisUrl,
        SESSION_SECRET: randomBytes(24).toString('hex'),
        ALERTS_TOKEN: alertsToken,
        SHUTDOWN_DELAY_SECONDS: '0',
      },
    },
    cleanup,
  );
  return { url, alertsToken, metricsUrl: `http://127.0.0.1:${metricsPort}/api/v1/metrics` };
}

/**
 * Starts the frontend as it was built last.
 * @throws Missing if it has not been built
 */
export async function startFrontend(root: string, backendUrl: string, cleanup: Cleanup): Promise<RunningProgram> {
  const cwd = join(root, 'apps/frontend/.next/standalone/apps/frontend');
  const script = join(cwd, 'server.js');
  if (!existsSync(script)) throw new Missing('the frontend is not built; run npm run build -w @arq/frontend');
  const [port, metricsPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  await start(
    {
      command: process.execPath,
      args: [script],
      cwd,
      environment: {
        NODE_ENV: 'production',
        HOSTNAME: '127.0.0.1',
        PORT: String(port),
        METRICS_PORT: String(metricsPort),
        PUBLIC_URL: url,
        BACKEND_URL: backendUrl,
      },
    },
    cleanup,
  );
  return { url, metricsUrl: `http://127.0.0.1:${metricsPort}/metrics` };
}
