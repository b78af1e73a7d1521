import type { Migration } from './files.ts';
import {
  type Contents,
  commitOf,
  contentsOf,
  fingerprintOf,
  isOfCommit,
  type Release,
  unknownCommit,
} from './release.ts';

/** A release whose migrations have run here. */
export interface RecordedRelease extends Release {
  readonly fingerprint: string;
  readonly contents: Contents;
  readonly firstDeployedAt: Date;
  readonly deployedAt: Date;
  /** When the run of a release last found its backends at work, so that it was live; never for one that failed. */
  readonly seenRunningAt: Date | undefined;
}

/** Runs one statement. */
export type Query = (text: string, values?: readonly unknown[]) => Promise<{ rows: Record<string, unknown>[] }>;

/** A migration that has run. */
export interface DoneMigration {
  readonly name: string;
  readonly at: Date;
}

/** What has run, in the order in which it did. */
export async function readDone(query: Query): Promise<DoneMigration[]> {
  if (!(await exists(query, 'schema_migrations'))) return [];
  const { rows } = await query(
    `select name, run_on at time zone 'UTC' as at from schema_migrations order by run_on, id`,
  );
  return rows as unknown as DoneMigration[];
}

/** Releases that have been here, in no order; none where no release ever was, as in development. */
export async function readRecord(query: Query): Promise<RecordedRelease[]> {
  if (!(await exists(query, 'schema_releases'))) return [];
  const { rows } = await query('select * from schema_releases');
  return rows.map((row) => ({
    version: row['version'] as string,
    commit: row['commit'] as string,
    fingerprint: row['fingerprint'] as string,
    contents: row['contents'] as Contents,
    firstDeployedAt: row['first_deployed_at'] as Date,
    deployedAt: row['deployed_at'] as Date,
    seenRunningAt: (row['seen_running_at'] as Date | null) ?? undefined,
  }));
}

/** Commits of the backends that are connected, as far as they say: `undefined` stands for one that does not. */
export async function readRunning(query: Query): Promise<(string | undefined)[]> {
  const { rows } = await query(
    `select distinct application_name as name from pg_stat_activity
     where datname = current_database() and application_name ~ '^arq-backend(/|$)'`,
  );
  return rows.map(({ name }) => commitOf(name as string));
}

/**
 * Makes the record if there is none yet. A database that has migrations by then has had a release that is not in it: that
 * one is entered without a name, so that contracts wait for it as well.
 */
export async function prepareRecord(query: Query, done: readonly DoneMigration[]): Promise<void> {
  if (await exists(query, 'schema_releases')) return;
  await query(`create table schema_releases (
    commit text not null,
    fingerprint text not null,
    version text not null,
    contents jsonb not null,
    first_deployed_at timestamptz not null,
    deployed_at timestamptz not null,
    seen_running_at timestamptz,
    primary key (commit, fingerprint)
  )`);
  if (done.length === 0) return;
  await enter(
    query,
    { version: '0.0.0', commit: unknownCommit },
    Object.fromEntries(done.map(({ name }) => [name, ''])),
  );
}

/** Remembers which releases are live: whatever serves while the next one is being prepared. */
export async function recordRunning(
  query: Query,
  running: readonly (string | undefined)[],
  itself: Release,
): Promise<void> {
  for (const { commit, fingerprint } of await readRecord(query)) {
    if (commit === itself.commit || !running.some((one) => isOfCommit(one, commit))) continue;
    await query(
      'update schema_releases set seen_running_at = clock_timestamp() where commit = $1 and fingerprint = $2',
      [commit, fingerprint],
    );
  }
}

/** Enters a release as the newest, for the first time or again. */
export async function recordRelease(query: Query, release: Release, migrations: readonly Migration[]): Promise<void> {
  await enter(query, release, contentsOf(migrations));
}

async function enter(query: Query, { version, commit }: Release, contents: Contents): Promise<void> {
  // Not the beginning of the transaction, which may have waited for that of another release.
  await query(
    `insert into schema_releases (commit, fingerprint, version, contents, first_deployed_at, deployed_at)
     values ($1, $2, $3, $4, clock_timestamp(), clock_timestamp())
     on conflict (commit, fingerprint) do update set version = excluded.version, deployed_at = excluded.deployed_at`,
    [commit, fingerprintOf(contents), version, JSON.stringify(contents)],
  );
}

async function exists(query: Query, table: string): Promise<boolean> {
  const { rows } = await query('select to_regclass($1) is not null as exists', [`public.${table}`]);
  return rows[0]?.['exists'] === true;
}
