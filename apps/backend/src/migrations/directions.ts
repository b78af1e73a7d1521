import { contract } from '../../contract.ts';
import type { MigrateOptions } from '../database/migrate.ts';
import { RefusedError } from './errors.ts';
import { readMigrations } from './files.ts';
import { describeWait, planMigrations } from './plan.ts';
import {
  prepareRecord,
  type Query,
  readDone,
  readRecord,
  readRunning,
  recordRelease,
  recordRunning,
} from './record.ts';
import { contentsOf, fingerprintOf, type Release, unknownCommit } from './release.ts';
import { runMigrations } from './run.ts';

type DirectionOptions = Pick<
  MigrateOptions,
  'count' | 'insistsOnContracts' | 'release' | 'rollbackReleases' | 'migrations' | 'logger'
>;

/**
 * Runs what this version contains and has not run, within a transaction, and records the release.
 * @returns names, in the order in which they ran
 * @throws RefusedError if the rules forbid it
 */
export async function migrateUp(query: Query, options: DirectionOptions): Promise<string[]> {
  const { release, count, insistsOnContracts = false, rollbackReleases = contract.rollbackReleases, logger } = options;
  const migrations = readMigrations(options.migrations);
  const done = await readDone(query);
  const running = await readRunning(query);
  if (release) {
    await prepareRecord(query, done);
    await recordRunning(query, running, release);
  }
  const record = await readRecord(query);
  const { refusals, waiting, toRun } = planMigrations({
    release: { ...(release ?? nobody), fingerprint: fingerprintOf(contentsOf(migrations)) },
    migrations,
    done: done.map(({ name }) => name),
    record,
    // In development the backend beside this program is the same one.
    running: release || record.length > 0 ? running : [],
    rollbackReleases,
  });
  if (refusals.length > 0) throw new RefusedError(refusals);
  const waits = waiting.map((wait) => `${wait.migration.name} ${describeWait(wait)}`);
  if (insistsOnContracts && waits.length > 0) throw new RefusedError(waits);
  for (const wait of waits) logger.info(wait);
  const names = toRun.slice(0, count).map(({ name }) => name);
  if (release) await recordRelease(query, release, migrations);
  if (names.length === 0) return [];
  return runMigrations(query, { direction: 'up', folder: options.migrations, names, logger });
}

/**
 * Undoes the last migrations, in development.
 * @returns names, in the order in which they were undone
 * @throws RefusedError on behalf of a release, and on a database that a release has been on
 */
export async function migrateDown(
  query: Query,
  { release, count, migrations, logger }: DirectionOptions,
): Promise<string[]> {
  if (release || (await readRecord(query)).length > 0) {
    throw new RefusedError([
      'down is for development, and this would change what a release works with; write a migration that mends it',
    ]);
  }
  return runMigrations(query, { direction: 'down', folder: migrations, count, logger });
}

/** In development nobody is named. */
const nobody: Release = { version: '0.0.0', commit: unknownCommit };
