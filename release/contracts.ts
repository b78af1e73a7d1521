import type { Situation } from './delivery.ts';
import type { Release } from './history.ts';
import { areSame, partsOf, type References, shortOf } from './references.ts';
import { Refusal } from './refusal.ts';
import { count } from './report.ts';
import { listOf } from './versions.ts';

/** Migrations that take away what older releases need. */
const contract = /^\d{4}_contract_.*\.sql$/;

/** What is to be said of the database. */
interface Risk {
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * Whether a release may meet a database whose old shape is gone. Sources are compared, not the database: a contract that
 * is in a newer release has possibly, not certainly, run.
 * @param past releases of the environment, the newest first
 * @throws Refusal if the target is too far back to be safe by rule, unless the risk is accepted
 */
export function contractRisk(
  situation: Situation,
  now: References,
  target: Release,
  past: readonly Release[],
  isAccepted: boolean,
): Risk {
  const newer = [now, ...past.slice(0, past.indexOf(target)).map(({ images }) => images)];
  const distinct = newer.filter((images, index) => newer.findIndex((other) => areSame(other, images)) === index);
  const known = migrationsOf(situation, target.images);
  const others = distinct.map((images) => migrationsOf(situation, images));
  const unchecked = [known, ...others].flatMap((source) => (typeof source === 'string' ? [source] : []));
  const notes =
    unchecked.length > 0 ? [`not checked against contract migrations: ${listOf([...new Set(unchecked)])}`] : [];
  if (typeof known === 'string') return { notes, warnings: [] };
  const missing = [...new Set(others.flatMap((source) => (typeof source === 'string' ? [] : [...source])))]
    .filter((migration) => !known.has(migration))
    .sort();
  if (missing.length === 0) return { notes, warnings: [] };
  const steps = distinct.length;
  const warning =
    `the target does not know ${listOf(missing)}, which may have taken away what it needs of the database ` +
    `(it is ${count(steps, 'release')} back)`;
  if (steps > situation.project.rollbackReleases && !isAccepted) {
    throw new Refusal(
      `${shortOf(target.first)}: ${warning}; name a newer commit by --to, or say --accept-contract-risk if you know ` +
        'that they have not run',
    );
  }
  return { notes, warnings: [warning] };
}

/** Contract migrations in the source of a release, or why they are not known. */
function migrationsOf({ git, project }: Situation, images: References): Set<string> | string {
  const reference = images[project.databaseTier] ?? '';
  const { tag } = partsOf(reference);
  const source = /-g([0-9a-f]{12})$/.exec(tag ?? '')?.[1];
  if (source === undefined) return `${reference} does not tell its commit`;
  const commit = git.commit(source);
  if (!commit?.startsWith(source)) return `the commit ${source} is not known here`;
  const names = git.files(commit, project.migrationsFolder).map((path) => path.slice(path.lastIndexOf('/') + 1));
  return new Set(names.filter((name) => contract.test(name)));
}
