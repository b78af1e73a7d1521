import type { Options } from './options.ts';
import type { Terminal } from './output.ts';
import { startPostgres } from './postgres/postgres.ts';
import { startRedis } from './redis/redis.ts';
import type { Running } from './running.ts';

/** Where the data of `--keep` are. */
export const dataDirectory = 'build/dev/postgres';

/** Where the backend finds its data. */
export interface DataTiers {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** Rejects if a server ends that should not. */
  readonly failure: Promise<never>;
}

/** Starts PostgreSQL and Redis, unless there are others. */
export async function startDataTiers(options: Options, terminal: Terminal, running: Running): Promise<DataTiers> {
  const { DATABASE_URL, REDIS_URL } = options.environment;
  let failure = new Promise<never>(() => undefined);
  let databaseUrl = DATABASE_URL;
  if (!databaseUrl) {
    // What it logs at a normal start is of no interest here.
    const output = terminal.of('postgres', (line) => /\b(WARNING|ERROR|FATAL|PANIC):/.test(line));
    const postgres = await startPostgres({
      ...(options.keep ? { dataDirectory } : {}),
      onLog: (text) => output.write(text),
    });
    await running.add({ stop: () => postgres.close(), kill: () => postgres.kill() });
    databaseUrl = postgres.url;
    failure = postgres.ended.then((status) => {
      throw new Error(`PostgreSQL ended with ${status}. Its last lines:\n${output.lastLines.join('\n')}`);
    });
    // Whoever waits for it hears of it; at the end nobody does.
    failure.catch(() => undefined);
  }
  let redisUrl = REDIS_URL;
  if (!redisUrl) {
    const redis = await startRedis();
    await running.add({ stop: () => redis.close(), kill: () => redis.close() });
    redisUrl = redis.url;
  }
  return { databaseUrl, redisUrl, failure };
}
