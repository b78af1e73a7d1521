import type { Database, Queryable } from '../database/database.ts';
import { ProblemError } from '../http/problem.ts';
import { takeTurn } from './append.ts';

const mostWaiting = 100;
/** Callers do not wait for ever, and what they have given up must not happen behind their backs. */
const longestWaitMilliseconds = 3_000;

/**
 * Lets one transaction at a time write events. They take turns in PostgreSQL anyway, but each would wait there on a
 * connection of its own, and none would be left for readers and the readiness check.
 */
export class Writers {
  private readonly database: Database;
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  constructor(database: Database) {
    this.database = database;
  }

  /**
   * Runs statements that may write events, all of them or none.
   * @throws ProblemError `unavailable` if too many wait, or for too long
   */
  write<T>(run: (connection: Queryable) => Promise<T>): Promise<T> {
    if (this.waiting >= mostWaiting) throw tooBusy();
    this.waiting += 1;
    const deadline = performance.now() + longestWaitMilliseconds;
    const result = this.last.then(() => {
      if (performance.now() > deadline) throw tooBusy();
      return this.database.transaction(async (connection) => {
        await takeTurn(connection);
        return run(connection);
      });
    });
    this.last = result.then(
      () => undefined,
      () => undefined,
    );
    return result.finally(() => {
      this.waiting -= 1;
    });
  }
}

const tooBusy = () => new ProblemError('unavailable', { headers: { 'Retry-After': '5' } });
