import { epitaph } from './child.ts';
import type { WatchedPostgres, WatchedRedis } from './monitoring/launch.ts';
import type { Options } from './options.ts';
import type { Terminal } from './output.ts';
import { startPostgres } from './postgres/postgres.ts';
import { startInstalledRedis } from './redis/installed.ts';
import { startRedis } from './redis/redis.ts';
import type { Running } from './running.ts';
import { redisPrograms } from './servers.ts';

/** Where the data of `--keep` are. */
export const dataDirectory = 'build/dev/postgres';

/** Where the backend finds its data. */
export interface DataTiers {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** Servers that can be watched, by users who see no data; none of those that were given from outside. */
  readonly watched: { readonly postgres?: WatchedPostgres | undefined; readonly redis?: WatchedRedis | undefined };
  /** Rejects if a server ends that should not. */
  readonly failure: Promise<never>;
}

/** Starts PostgreSQL and Redis, unless there are others. */
export async function startDataTiers(options: Options, terminal: Terminal, running: Running): Promise<DataTiers> {
  const database = await startDatabase(options, terminal, running);
  const cache = await startCache(options, terminal, running);
  return {
    databaseUrl: database.url,
    redisUrl: cache.url,
    watched: { postgres: database.watched, redis: cache.watched },
    failure: database.failure,
  };
}

interface Started<Watched> {
  readonly url: string;
  readonly watched?: Watched | undefined;
}

async function startDatabase(
  { environment, keep, monitoring }: Options,
  terminal: Terminal,
  running: Running,
): Promise<Started<WatchedPostgres> & Pick<DataTiers, 'failure'>> {
  const { DATABASE_URL } = environment;
  if (DATABASE_URL) return { url: DATABASE_URL, failure: new Promise(() => undefined) };
  // What it logs at a normal start is of no interest here.
  const output = terminal.of('postgres', (line) => /\b(WARNING|ERROR|FATAL|PANIC):/.test(line));
  const server = await startPostgres({
    ...(keep ? { dataDirectory } : {}),
    exporter: monitoring,
    onLog: (text) => output.write(text),
  });
  await running.add({ stop: () => server.close(), kill: () => server.kill() });
  const failure = server.ended.then((status): never => {
    throw new Error(`PostgreSQL ended with ${status}. Its last lines:\n${output.lastLines.join('\n')}`);
  });
  // Whoever waits for it hears of it; at the end nobody does.
  failure.catch(() => undefined);
  const { url, port, exporter } = server;
  return { url, failure, watched: exporter && { host: '127.0.0.1', port, database: 'postgres', ...exporter } };
}

/** The small stand-in tells no statistics: to be watched, Redis has to be the real one. */
async function startCache(
  { environment, monitoring }: Options,
  terminal: Terminal,
  running: Running,
): Promise<Started<WatchedRedis>> {
  const { REDIS_URL } = environment;
  if (REDIS_URL) return { url: REDIS_URL };
  const programs = monitoring ? installedRedis() : undefined;
  if (programs === undefined) {
    const { url, close } = await startRedis();
    await running.add({ stop: close, kill: close });
    return { url };
  }
  const output = terminal.of('redis', () => false);
  const server = await startInstalledRedis({ programs, onLog: (text) => output.write(text) });
  await running.add({ stop: () => server.close(), kill: () => server.kill() });
  // The platform goes on without it, and says so.
  void server.ended.then((status) => {
    if (!running.isStopping) terminal.say(epitaph('Redis', status, output));
  });
  return { url: server.url, watched: { host: '127.0.0.1', port: server.port, ...server.exporter } };
}

/** Directory with the real Redis, if there is one. */
export function installedRedis(): string | undefined {
  try {
    return redisPrograms();
  } catch {
    return undefined;
  }
}
