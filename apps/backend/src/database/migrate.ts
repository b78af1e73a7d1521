import { parseArgs } from 'node:util';
import { runner } from 'node-pg-migrate';
import pg from 'pg';
import type { Logger } from '../logging/logger.ts';

export const usage = `Usage: npm run migrate -- [up|down] [--count N]

Brings the database to the shape that this version needs.

  up          run all migrations that have not run yet (default)
  down        undo the last one
  --count N   no more than N of them; 1 or more
  --help      show this text`;

/** Which migrations are run where. */
export interface MigrateOptions {
  readonly direction: 'up' | 'down';
  /** @default all for up, one for down */
  readonly count?: number | undefined;
  /** Directory with the SQL files. */
  readonly migrations: string;
  readonly connection: pg.ClientConfig;
  readonly logger: Logger;
}

/**
 * Milliseconds that a statement waits for a lock. Whoever waits for an exclusive lock makes all others wait behind it, so
 * the wait is short and repeated instead.
 */
const lockTimeout = 2_000;
const attempts = 10;
const pauseMilliseconds = 1_000;
/** Codes of a lock that could not be had, and of a server that is not there yet. */
const worthAnotherAttempt = new Set([
  '55P03',
  '40P01',
  '57P03',
  '53300',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/**
 * Runs migrations, all of them in one transaction. Several at once take their turn by an advisory lock.
 * @returns names of those that were run, in their order
 * @throws Error of PostgreSQL; nothing has changed then
 */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await migrateOnce(options);
    } catch (error) {
      const { code } = error as { code?: string };
      if (attempt === attempts || !worthAnotherAttempt.has(code ?? '')) throw error;
      options.logger.warn('the migration could not begin or was in the way of others, and is tried again', {
        attempt,
        error,
      });
      await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds));
    }
  }
}

async function migrateOnce({ direction, count, migrations, connection, logger }: MigrateOptions): Promise<string[]> {
  const client = new pg.Client({
    ...connection,
    application_name: 'arq-migrate',
    connectionTimeoutMillis: 5_000,
    lock_timeout: lockTimeout,
    keepAlive: true,
  });
  // Without a listener a connection that breaks would end the program.
  client.on('error', (error) => logger.debug('the connection was lost', { error }));
  await client.connect();
  try {
    const done = await runner({
      dbClient: client,
      dir: migrations,
      direction,
      ...(count === undefined ? {} : { count }),
      migrationsTable: 'schema_migrations',
      checkOrder: true,
      // Without it each would have one of its own, and those before a broken one would stay.
      singleTransaction: true,
      advisoryLockMode: 'wait',
      logger: {
        debug: () => {},
        info: () => {},
        warn: (message) => logger.warn(message.trim()),
        error: (message) => logger.warn(message.trim()),
      },
    });
    return done.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

/**
 * Reads the command line.
 * @throws Error saying what is wrong with it
 */
export function parseMigrateArguments(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { count: { type: 'string' }, help: { type: 'boolean', default: false } },
  });
  const [direction = 'up', ...more] = positionals;
  if ((direction !== 'up' && direction !== 'down') || more.length > 0) {
    throw new Error(`"${positionals.join(' ')}" is neither up nor down\n${usage}`);
  }
  if (values.count !== undefined && !/^[1-9]\d{0,3}$/.test(values.count)) {
    throw new Error(`--count ${values.count} is not a number of migrations, 1 or more\n${usage}`);
  }
  return {
    direction,
    count: values.count === undefined ? undefined : Number(values.count),
    help: values.help,
  } as const;
}
