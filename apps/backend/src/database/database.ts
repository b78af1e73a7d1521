import pg from 'pg';
import type { Configuration } from '../config/configuration.ts';
import { ProblemError } from '../http/problem.ts';
import type { Logger } from '../logging/logger.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { applicationNameOf } from '../migrations/release.ts';
import { asProblem, isUnavailable } from './failure.ts';
import { getTypeParser } from './types.ts';

/**
 * Time limits in milliseconds, each longer than the one within it. The server's own limit cannot end a statement of a
 * server that hangs, so the client has one as well.
 */
const databaseTimeouts = {
  connect: 2_000,
  lock: 2_000,
  statement: 3_000,
  query: 4_000,
  idleInTransaction: 5_000,
};

/** What runs statements: the pool, or one connection within a transaction. */
export interface Queryable {
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

export interface Database extends Queryable {
  /** Runs statements that are all kept or all dropped. */
  transaction<T>(run: (connection: Queryable) => Promise<T>): Promise<T>;
  /** Asks for nothing but an answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Where the database is, in the terms of node-postgres; the password is read for every new connection. */
export function connectionOf({ values, secret }: Configuration): pg.ClientConfig {
  const connectionString = secret('DATABASE_URL')?.();
  if (connectionString) return { connectionString };
  const password = secret('DATABASE_PASSWORD');
  return {
    host: values.DATABASE_HOST,
    port: values.DATABASE_PORT,
    database: values.DATABASE_NAME,
    user: values.DATABASE_USER,
    ...(password ? { password } : {}),
  };
}

/**
 * A pool of connections to PostgreSQL. Nothing is connected before it is needed.
 * @throws ProblemError `unavailable` from every method while the server cannot serve
 */
export function createDatabase(configuration: Configuration, logger: Logger, metrics: Metrics): Database {
  const size = configuration.values.DATABASE_POOL_SIZE;
  const pool = new pg.Pool({
    ...connectionOf(configuration),
    application_name: applicationNameOf(configuration.values.RELEASE_COMMIT),
    options: '-c timezone=UTC',
    types: { getTypeParser },
    max: size,
    connectionTimeoutMillis: databaseTimeouts.connect,
    query_timeout: databaseTimeouts.query,
    statement_timeout: databaseTimeouts.statement,
    lock_timeout: databaseTimeouts.lock,
    idle_in_transaction_session_timeout: databaseTimeouts.idleInTransaction,
    keepAlive: true,
    idleTimeoutMillis: 60_000,
    // A rotated password and a server that moved are noticed within this.
    maxLifetimeSeconds: 1_800,
  });
  // Without a listener a connection that the server ends would end the process.
  pool.on('error', (error) => logger.warn('an idle connection to PostgreSQL was lost', { error }));
  watch(pool, size, metrics);

  const timed: Timed = async (run) => {
    const start = performance.now();
    let outcome = 'ok';
    try {
      return await run();
    } catch (error) {
      // A statement that is refused was answered in time.
      if (isUnavailable(error)) outcome = 'error';
      throw asProblem(error);
    } finally {
      metrics.dependencyDuration.observe({ dependency: 'database', outcome }, (performance.now() - start) / 1_000);
    }
  };

  const query: Queryable['query'] = <Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]) =>
    timed(async () => (await pool.query<Row>(text, values as unknown[])).rows);

  return {
    query,
    ping: async () => {
      await query('select 1');
    },
    transaction: (run) => inTransaction(pool, timed, run),
    close: () => pool.end(),
  };
}

/** Measures a round trip, and makes a problem of a failure that is one. */
type Timed = <T>(run: () => Promise<T>) => Promise<T>;

async function inTransaction<T>(pool: pg.Pool, timed: Timed, run: (connection: Queryable) => Promise<T>): Promise<T> {
  const client = await timed(() => pool.connect());
  let broken: Error | undefined;
  // The pool listens only to connections that it holds, and one that breaks without a listener ends the program.
  const onError = (error: Error) => {
    broken = error;
  };
  client.on('error', onError);
  try {
    await timed(() => client.query('begin'));
    const result = await run({
      query: async <Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]) =>
        timed(async () => (await client.query<Row>(text, values as unknown[])).rows),
    });
    await timed(() => client.query('commit'));
    return result;
  } catch (error) {
    // A server that hangs would let the rollback hang as well; ending the connection rolls back too.
    if (error instanceof ProblemError && error.kind === 'unavailable') broken = error;
    else
      await client.query('rollback').catch((failure: Error) => {
        broken = failure;
      });
    throw error;
  } finally {
    client.release(broken);
    client.off('error', onError);
  }
}

function watch(pool: pg.Pool, size: number, metrics: Metrics): void {
  metrics.poolSize.set(size);
  for (const outcome of ['ok', 'error']) metrics.dependencyDuration.zero({ dependency: 'database', outcome });
  // Read when they are asked for, so that they cost nothing in between.
  Object.assign(metrics.poolConnections, {
    collect() {
      metrics.poolConnections.set({ state: 'idle' }, pool.idleCount);
      metrics.poolConnections.set({ state: 'active' }, pool.totalCount - pool.idleCount);
    },
  });
  Object.assign(metrics.poolWaiting, { collect: () => metrics.poolWaiting.set(pool.waitingCount) });
}
