import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startPostgres } from './postgres/postgres.ts';
import { system } from './postgres/programs.ts';
import { startRedis } from './redis/redis.ts';
import { freePort, redisPrograms } from './servers.ts';

/** A server for one test or one file of tests. */
export interface TestServer {
  /** For clients; user and password are in it. */
  readonly url: string;
  /** Stops it and removes its data. */
  close(): Promise<void>;
}

/** Whether tests are to use the servers that the system's package manager has installed. */
const wantsRealServers = process.env['ARQ_REAL_SERVERS'] === '1';

/**
 * An empty database on a PostgreSQL server of its own; about 0.2 s, once a first start has made the template.
 *
 * To freeze the server, send SIGSTOP to its `pid` and to the children of that; `close` thaws them.
 * @throws Error naming what is missing
 */
export async function postgresForTests(): Promise<TestServer & { readonly pid: number }> {
  return startPostgres(wantsRealServers ? { programs: [system] } : {});
}

/**
 * An empty Redis: within this process, or the real one, which alone has a `pid`.
 * @throws Error naming what is missing
 */
export function redisForTests(): Promise<TestServer & { readonly pid?: number }> {
  return wantsRealServers ? realRedis() : startRedis();
}

/**
 * The real Redis, on a free port, with nothing on disk.
 * @param password the default user's
 * @throws Error naming the package to install, or with the server's log
 */
export async function realRedis(password?: string): Promise<TestServer & { readonly pid: number }> {
  const port = await freePort();
  const secret = password === undefined ? [] : ['--requirepass', password];
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', ...secret];
  const server = spawn(join(redisPrograms(), 'redis-server'), options, {
    cwd: '/',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await isReady(server);
  const credentials = password === undefined ? '' : `:${password}@`;
  return { url: `redis://${credentials}127.0.0.1:${port}`, pid: server.pid as number, close: () => stop(server) };
}

function isReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = '';
    server.stdout?.on('data', (data) => {
      log += data;
      if (log.includes('Ready to accept connections')) resolve();
    });
    server.once('error', reject);
    server.once('exit', (status) => reject(new Error(`redis-server ended with ${status}:\n${log}`)));
  });
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGKILL');
  await ended;
}
