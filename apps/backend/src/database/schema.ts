import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readMigrations } from '../migrations/files.ts';
import type { Queryable } from './database.ts';

/** Where the migrations are: beside the programs' folder, in the checkout and in the image. */
export const migrationsFolder = join(dirname(fileURLToPath(import.meta.url)), '../migrations');

/**
 * Name of the newest migration without which this version cannot work. No contract is: it waits until no release needs the
 * old shape, long after the one that brings it.
 */
export function newestMigration(folder: string): string {
  const newest = readMigrations(folder).findLast(({ kind }) => kind === 'expand');
  if (!newest) throw new Error(`${folder} holds no expand migration, so this is no complete build`);
  return newest.name;
}

/** The database has not been brought to the schema of this version yet. */
class SchemaError extends Error {
  override readonly name = 'SchemaError';
  /** As PostgreSQL says it of a table that is missing. */
  readonly code = '42P01';
}

/**
 * Asks for an answer, and for the schema that this version needs: a release that was rolled out before its migrations have
 * run must not take traffic. A newer schema is fine, since migrations leave older releases what they need.
 */
export async function requireSchema(database: Queryable, migration: string): Promise<void> {
  const rows = await database.query('select 1 from schema_migrations where name = $1', [migration]);
  if (rows.length === 0)
    throw new SchemaError(`the migration ${migration} has not run; run the migrations of this version`);
}
