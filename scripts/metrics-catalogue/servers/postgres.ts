import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ClusterDirectory, databaseName } from '../../../dev/postgres/cluster.ts';
import { postgresOwner } from '../../../dev/postgres/owner.ts';
import { startPostgres } from '../../../dev/postgres/postgres.ts';
import { embedded, type Programs, system } from '../../../dev/postgres/programs.ts';
import { run } from '../../../dev/postgres/run.ts';
import type { Cleanup } from '../cleanup.ts';

/** A PostgreSQL server for the backend and for its exporter. */
export interface ObservedPostgres {
  /** For the backend: its role owns the database. */
  readonly url: string;
  /** For the exporter: its role may read statistics alone, as in the clusters. */
  readonly exporterUrl: string;
}

/** Starts PostgreSQL with a role for the exporter. */
export async function startObservedPostgres(root: string, cleanup: Cleanup): Promise<ObservedPostgres> {
  const programs = [embedded, system].find(isInstalled) ?? system;
  // Below the checkout, as the server's user has to get there.
  mkdirSync(join(root, 'build'), { recursive: true });
  const dataDirectory = mkdtempSync(join(root, 'build/metrics-catalogue-'));
  cleanup.add(async () => rmSync(dataDirectory, { recursive: true, force: true }));
  chmodSync(dataDirectory, 0o755);

  const cluster = new ClusterDirectory(dataDirectory);
  await cluster.initialise(programs.directory());
  const password = randomBytes(24).toString('hex');
  await run(join(programs.directory(), 'postgres'), ['--single', '-F', '-D', cluster.data, 'postgres'], {
    owner: postgresOwner(),
    input: exporterSql(password),
  });
  const server = await startPostgres({ dataDirectory, programs: [programs] });
  cleanup.add(() => server.close());
  const exporterUrl = `postgresql://exporter:${password}@127.0.0.1:${server.port}/${databaseName}?sslmode=disable`;
  return { url: server.url, exporterUrl };
}

/** A statement per line, as the single-user mode reads them. */
const exporterSql = (password: string) =>
  [
    `CREATE ROLE exporter LOGIN PASSWORD '${password}' IN ROLE pg_monitor`,
    `GRANT CONNECT ON DATABASE ${databaseName} TO exporter`,
    '',
  ].join('\n');

function isInstalled({ directory }: Programs): boolean {
  try {
    directory();
    return true;
  } catch {
    return false;
  }
}
