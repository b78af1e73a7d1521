import type { Configuration } from '../config/configuration.ts';
import { checksumOf, type Migration } from './files.ts';

/** A build that is deployed, as its image names it. */
export interface Release {
  readonly version: string;
  /** What tells releases apart; `unknown` for a build that nobody named. */
  readonly commit: string;
}

/** Commit of a build that nobody named. */
export const unknownCommit = 'unknown';

const program = 'arq-backend';
/** Hexadecimal digits of a commit that are shown, as in the tags of images. */
const shownDigits = 12;

/** The release that this program belongs to. */
export function releaseOf({ values }: Configuration): Release {
  return { version: values.RELEASE_VERSION, commit: values.RELEASE_COMMIT };
}

/** Migrations that a release contains, with their checksums. */
export type Contents = Readonly<Record<string, string>>;

export function contentsOf(migrations: readonly Migration[]): Contents {
  return Object.fromEntries(migrations.map(({ name, checksum }) => [name, checksum]));
}

/** Tells builds apart that have no name, or one name for two. */
export function fingerprintOf(contents: Contents): string {
  return checksumOf(JSON.stringify(Object.entries(contents).sort()));
}

/** Such as `0.1.0 (1a2b3c4d5e6f)`. */
export function describeRelease({ version, commit }: Release): string {
  return `${version} (${commit.slice(0, shownDigits)})`;
}

/** What a backend calls itself to PostgreSQL: a migration has to know which releases are at work. */
export function applicationNameOf(commit: string): string {
  return commit === unknownCommit ? program : `${program}/${commit.slice(0, shownDigits)}`;
}

/** The other way round: the beginning of the commit; `undefined` if the backend does not say. */
export function commitOf(applicationName: string): string | undefined {
  return applicationName.startsWith(`${program}/`) ? applicationName.slice(program.length + 1) : undefined;
}

/** Whether a backend that calls itself so is of a commit. */
export function isOfCommit(runningCommit: string | undefined, commit: string): boolean {
  return runningCommit !== undefined && runningCommit === commit.slice(0, shownDigits);
}
