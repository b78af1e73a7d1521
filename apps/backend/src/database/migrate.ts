import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { contract } from '../../contract.ts';
import type { Logger } from '../logging/logger.ts';
import { migrateDown, migrateUp } from '../migrations/directions.ts';
import { GaveUpError } from '../migrations/errors.ts';
import { type Blocker, describeBlockers } from '../migrations/observer.ts';
import type { Release } from '../migrations/release.ts';
import { takeTurn } from '../migrations/run.ts';
import { Session } from '../migrations/session.ts';

/** Which migrations are run where. */
export interface MigrateOptions {
  readonly direction: 'up' | 'down';
  /** @default all for up, one for down */
  readonly count?: number | undefined;
  /**
   * Whether a contract that has to wait is an error of this run instead of being left out.
   * @default false
   */
  readonly insistsOnContracts?: boolean;
  /**
   * The release on whose behalf this runs, which is recorded.
   * @default none: development, where nobody rolls back, unless the database has been a release's
   */
  readonly release?: Release | undefined;
  /**
   * Releases that were live before this one and can still be rolled back to.
   * @default as many as Kubernetes keeps
   */
  readonly rollbackReleases?: number;
  /**
   * Seconds for everything, waiting included.
   * @default the contract's
   */
  readonly deadlineSeconds?: number;
  /** Ends the run at once; its reason is an error that says why. */
  readonly signal?: AbortSignal;
  /** Directory with the SQL files. */
  readonly migrations: string;
  readonly connection: pg.ClientConfig;
  readonly logger: Logger;
}

/** Attempts to reach a server; at a first installation it may still be on its way. */
const attempts = 10;
const pauseMilliseconds = 1_000;
/** The server's own limit of a statement ends later than this program does: it is for one that was killed. */
const graceMilliseconds = 5_000;
/** Somebody is in the way, which passes: that is tried until the end. */
const locked = new Set(['55P03', '40P01']);
/** Codes of a server that is not there yet. */
const unreachable = new Set(['57P03', '53300', 'ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN']);

/**
 * Runs migrations, all of them in one transaction, in which the release is recorded too. Several at once take their turn by
 * an advisory lock.
 * @returns names of those that were run, in their order
 * @throws RefusedError if the rules forbid it
 * @throws GaveUpError if the time is over or the signal says so, naming what was waited for
 * @throws Error of PostgreSQL, or naming a file that is no migration; nothing has changed in any of these cases
 */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const { deadlineSeconds = contract.timeouts.migrationSeconds } = options;
  const end = Date.now() + deadlineSeconds * 1_000;
  const deadline = new AbortController();
  const timer = setTimeout(
    () => deadline.abort(new Error(`gave up after ${deadlineSeconds} s`)),
    deadlineSeconds * 1_000,
  );
  const signal = options.signal ? AbortSignal.any([deadline.signal, options.signal]) : deadline.signal;
  let blockers: readonly Blocker[] = [];
  try {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await migrateOnce(options, end, signal, (seen) => {
          blockers = seen;
        });
      } catch (error) {
        signal.throwIfAborted();
        const { code = '' } = error as { code?: string };
        if (!locked.has(code) && (attempt === attempts || !unreachable.has(code))) throw error;
        options.logger.warn('the migration could not begin or was in the way of others, and is tried again', {
          attempt,
          ...(blockers.length > 0 ? { waitedFor: describeBlockers(blockers) } : {}),
          error,
        });
        await sleep(pauseMilliseconds, undefined, { signal });
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    const waited = blockers.length > 0 ? `, having waited for ${describeBlockers(blockers)}` : '';
    throw new GaveUpError(`${(signal.reason as Error).message}${waited}; nothing was kept`);
  } finally {
    clearTimeout(timer);
  }
}

async function migrateOnce(
  options: MigrateOptions,
  end: number,
  signal: AbortSignal,
  onWait: (blockers: readonly Blocker[]) => void,
): Promise<string[]> {
  const { connection, logger, direction } = options;
  const session = await Session.open({ connection, logger, signal, onWait });
  try {
    return await session.transaction(end - Date.now() + graceMilliseconds, 'change', async (query) => {
      await takeTurn(query);
      // Who had the turn is in the way no more.
      onWait([]);
      return direction === 'up' ? migrateUp(query, options) : migrateDown(query, options);
    });
  } finally {
    await session.close();
  }
}
