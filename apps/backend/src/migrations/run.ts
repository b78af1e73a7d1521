import { PG_MIGRATE_LOCK_ID, runner } from 'node-pg-migrate';
import type pg from 'pg';
import type { Logger } from '../logging/logger.ts';
import type { Query } from './record.ts';

export interface RunOptions {
  readonly direction: 'up' | 'down';
  readonly folder: string;
  /** How many to undo; those that go up are named. */
  readonly count?: number | undefined;
  /** Names of those that are to run; all the others are left out, the order stays that of their numbers. */
  readonly names?: readonly string[];
  readonly logger: Logger;
}

/**
 * Milliseconds that a statement waits for a lock. Whoever waits for an exclusive lock makes all others wait behind it, so
 * the wait is short and repeated instead.
 */
const lockTimeout = '2s';

/**
 * Waits for its turn, which lasts until the end of the transaction. It is node-pg-migrate's own lock, so that no version of
 * this program runs beside another. Nobody stands in line behind it but others of its kind, so the wait has no limit of its
 * own; the statements that follow do.
 */
export async function takeTurn(query: Query): Promise<void> {
  await query(`select pg_advisory_xact_lock(${PG_MIGRATE_LOCK_ID})`);
  await query("select set_config('lock_timeout', $1, true)", [lockTimeout]);
}

/**
 * Runs or undoes migrations within the transaction that is open.
 * @returns their names, in the order in which they ran
 * @throws Error of PostgreSQL; the transaction is of no use then
 */
export async function runMigrations(query: Query, options: RunOptions): Promise<string[]> {
  const { direction, folder, count, names, logger } = options;
  const done = await runner({
    dbClient: withinTransaction(query),
    dir: folder,
    direction,
    ...(count === undefined ? {} : { count }),
    // A pattern of what to leave out, and dotfiles are no migrations.
    ...(names ? { ignorePattern: `(?!(?:${names.join('|')})\\.sql$).*` } : {}),
    migrationsTable: 'schema_migrations',
    // It compares positions, which no longer agree once a contract has waited; the plan checks the order.
    checkOrder: false,
    singleTransaction: true,
    noLock: true,
    logger: {
      debug: () => {},
      info: () => {},
      warn: (message) => logger.warn(message.trim()),
      error: (message) => logger.warn(message.trim()),
    },
  });
  return done.map(({ name }) => name);
}

/** The runner's transaction is this program's, in which the release is recorded too: it neither begins nor ends it. */
function withinTransaction(query: Query): pg.ClientBase {
  const frame = new Set(['BEGIN', 'COMMIT', 'ROLLBACK']);
  return {
    query: async (text: string, values?: unknown[]) => (frame.has(text) ? { rows: [] } : query(text, values)),
  } as unknown as pg.ClientBase;
}
