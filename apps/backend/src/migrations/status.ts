import { readMigrations } from './files.ts';
import { describeWait, planMigrations } from './plan.ts';
import { type Query, readDone, readRecord, readRunning } from './record.ts';
import { contentsOf, describeRelease, fingerprintOf, isOfCommit, type Release } from './release.ts';

/** What `status` tells, also as JSON. */
export interface MigrationStatus {
  readonly release: Release;
  readonly migrations: readonly MigrationState[];
  /** The latest first. */
  readonly releases: readonly ReleaseState[];
  /** Why `up` of this release would be refused. */
  readonly refusals: readonly string[];
}

interface MigrationState {
  readonly name: string;
  /** `foreign`: it has run, and this release does not contain it. */
  readonly state: 'done' | 'foreign' | 'pending' | 'waiting';
  readonly doneAt?: Date;
  /** For a contract that waits: for whom. */
  readonly reason?: string;
}

interface ReleaseState extends Release {
  readonly firstDeployedAt: Date;
  readonly deployedAt: Date;
  readonly seenRunningAt?: Date;
  readonly isRunning: boolean;
  /** Contracts wait for it. */
  readonly canBeRolledBackTo: boolean;
}

/** Looks, and changes nothing. */
export async function readStatus(
  query: Query,
  { folder, release, rollbackReleases }: { folder: string; release: Release; rollbackReleases: number },
): Promise<MigrationStatus> {
  const migrations = readMigrations(folder);
  const done = await readDone(query);
  const record = await readRecord(query);
  const running = await readRunning(query);
  const { toRun, waiting, reachable, refusals } = planMigrations({
    release: { ...release, fingerprint: fingerprintOf(contentsOf(migrations)) },
    migrations,
    done: done.map(({ name }) => name),
    record,
    running,
    rollbackReleases,
  });
  const isKnown = (name: string) => migrations.some((migration) => migration.name === name);
  const states: MigrationState[] = [
    ...done.map(({ name, at }) => ({ name, state: isKnown(name) ? 'done' : 'foreign', doneAt: at }) as const),
    ...toRun.map(({ name }) => ({ name, state: 'pending' }) as const),
    ...waiting.map((wait) => ({ name: wait.migration.name, state: 'waiting', reason: describeWait(wait) }) as const),
  ];
  return {
    release,
    migrations: states.sort((one, other) => (one.name < other.name ? -1 : 1)),
    releases: [...record]
      .sort((one, other) => other.deployedAt.getTime() - one.deployedAt.getTime())
      .map((one) => ({
        version: one.version,
        commit: one.commit,
        firstDeployedAt: one.firstDeployedAt,
        deployedAt: one.deployedAt,
        ...(one.seenRunningAt ? { seenRunningAt: one.seenRunningAt } : {}),
        isRunning: running.some((commit) => isOfCommit(commit, one.commit)),
        canBeRolledBackTo: reachable.includes(one),
      })),
    refusals,
  };
}

/** The same for people. */
export function describeStatus({ release, migrations, releases, refusals }: MigrationStatus): string {
  const width = Math.max(...migrations.map(({ name }) => name.length));
  return [
    `Migrations, as release ${describeRelease(release)} sees them`,
    ...migrations.map((migration) => `  ${migration.name.padEnd(width)}  ${describeState(migration)}`),
    '',
    'Releases that were deployed, the latest first; contracts wait for those with a star',
    ...(releases.length === 0 ? ['  none, as in development'] : releases.map(describeReleaseState)),
    ...(refusals.length === 0 ? [] : ['', `"up" of this release is refused: ${refusals.join('; ')}`]),
  ].join('\n');
}

function describeState({ state, doneAt, reason }: MigrationState): string {
  if (state === 'done') return `has run at ${doneAt?.toISOString()}`;
  if (state === 'foreign') return `has run at ${doneAt?.toISOString()}, though this release does not contain it`;
  return state === 'pending' ? 'runs with the next "up"' : (reason ?? '');
}

function describeReleaseState(release: ReleaseState): string {
  const { deployedAt, seenRunningAt, isRunning, canBeRolledBackTo } = release;
  const seen = seenRunningAt ? `live at ${seenRunningAt.toISOString()}` : 'not seen live by a later release';
  return (
    `${canBeRolledBackTo ? '*' : ' '} ${describeRelease(release)}  deployed ${deployedAt.toISOString()}, ${seen}` +
    `${isRunning ? ', connected now' : ''}`
  );
}
