import { isContract, type Migration, numberOf } from './files.ts';
import type { RecordedRelease } from './record.ts';
import { describeRelease, isOfCommit, type Release } from './release.ts';

/** What a decision is made of. */
export interface Situation {
  /** The release that runs its migrations. */
  readonly release: Release & { readonly fingerprint: string };
  /** Its migrations, in order. */
  readonly migrations: readonly Migration[];
  /** Names of those that have run, of whatever release. */
  readonly done: readonly string[];
  /** Releases that have been here, this one included. */
  readonly record: readonly RecordedRelease[];
  /** Commits of the backends that are connected; `undefined` for one that does not say. */
  readonly running: readonly (string | undefined)[];
  /** Live releases before this one that can be rolled back to. */
  readonly rollbackReleases: number;
}

/** A contract whose time has not come. */
export interface WaitingContract {
  readonly migration: Migration;
  /** Whom it waits for, in words. */
  readonly waitsFor: readonly string[];
  /** The release that runs it at the earliest: 1 is the next one after this. */
  readonly releasesAway: number;
}

export interface Plan {
  /** In the order in which they are to run. */
  readonly toRun: readonly Migration[];
  readonly waiting: readonly WaitingContract[];
  /** Releases that can be rolled back to, newest first. */
  readonly reachable: readonly RecordedRelease[];
  /** Why nothing may run at all. */
  readonly refusals: readonly string[];
}

/**
 * Decides what runs. An expand always does. A contract does once every release that can be rolled back to contains it too,
 * which is how a release says that it needs the old shape no more.
 */
export function planMigrations(situation: Situation): Plan {
  const { migrations, done } = situation;
  const refusals = [...olderThanTheDatabase(situation), ...outOfOrder(situation)];
  const pending = migrations.filter(({ name }) => !done.includes(name));
  const reachable = releasesToRollBackTo(situation);
  // Whoever ran before the first migration had no shape to lose.
  const waiting = done.length === 0 ? [] : pending.flatMap((migration) => waitOf(migration, reachable, situation));
  const isWaiting = (candidate: Migration) => waiting.some(({ migration }) => migration === candidate);
  return { toRun: pending.filter((migration) => !isWaiting(migration)), waiting, reachable, refusals };
}

/** Such as `waits until 0.1.0 (1a2b3c4d5e6f) can no longer be rolled back to`. */
export function describeWait({ waitsFor, releasesAway }: WaitingContract): string {
  return (
    `waits until ${waitsFor.join(' and ')} can no longer be rolled back to; ` +
    `it runs by itself, at the earliest with release number ${releasesAway} after this one`
  );
}

/** A contract took away what this release may need: its pods must not start. */
function olderThanTheDatabase({ migrations, done, release }: Situation): string[] {
  const gone = done.filter((name) => isContract(name) && !migrations.some((migration) => migration.name === name));
  if (gone.length === 0) return [];
  return [
    `release ${describeRelease(release)} needs the shape that ${gone.join(', ')} removed; ` +
      `roll forward to a release that contains ${gone.length === 1 ? 'it' : 'them'}, or restore a backup`,
  ];
}

/** Contracts run late by design; an expand that does was numbered before one that others have run already. */
function outOfOrder({ migrations, done }: Situation): string[] {
  const last = migrations.filter(({ kind, name }) => kind === 'expand' && done.includes(name)).at(-1);
  if (!last) return [];
  return migrations
    .filter(({ kind, name }) => kind === 'expand' && !done.includes(name) && numberOf(name) < numberOf(last.name))
    .map(({ name }) => `${name} has not run, but ${last.name}, which follows it, has; give it the next free number`);
}

/**
 * Goes back until it has met as many releases as are to be kept that were seen at work. Releases that never got so far lie
 * in between and count as well, but do not push out the one that still serves.
 */
function releasesToRollBackTo({ release, record, running, rollbackReleases }: Situation): RecordedRelease[] {
  const others = record
    .filter(({ commit, fingerprint }) => commit !== release.commit || fingerprint !== release.fingerprint)
    .sort((one, other) => lastSign(other) - lastSign(one));
  const isAtWork = ({ commit }: RecordedRelease) => running.some((one) => isOfCommit(one, commit));
  let live = 0;
  return others.filter((candidate) => {
    const isWithin = live < rollbackReleases;
    if (candidate.seenRunningAt) live += 1;
    return isWithin || isAtWork(candidate);
  });
}

function lastSign({ deployedAt, seenRunningAt }: RecordedRelease): number {
  return Math.max(deployedAt.getTime(), seenRunningAt?.getTime() ?? 0);
}

function waitOf(
  migration: Migration,
  reachable: readonly RecordedRelease[],
  { release, record, running, rollbackReleases }: Situation,
): WaitingContract[] {
  if (migration.kind === 'expand') return [];
  const lacking = reachable.filter(({ contents }) => contents[migration.name] !== migration.checksum);
  const strangers = running.filter(
    (commit) => !isOfCommit(commit, release.commit) && !record.some((known) => isOfCommit(commit, known.commit)),
  );
  if (lacking.length === 0 && strangers.length === 0) return [];
  const [newest] = lacking;
  const liveSince = newest
    ? reachable.slice(0, reachable.indexOf(newest)).filter((one) => one.seenRunningAt).length
    : 0;
  const waitsFor = [
    ...lacking.map(describeRelease),
    ...strangers.map((commit) => (commit ? `an unrecorded release (${commit})` : 'a backend without RELEASE_COMMIT')),
  ];
  return [{ migration, waitsFor, releasesAway: newest ? Math.max(1, rollbackReleases - liveSince) : 1 }];
}
