import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An expand adds and takes nothing away; a contract takes away what no release needs any more. */
export type MigrationKind = 'expand' | 'contract';

/** A migration of this version. */
export interface Migration {
  /** Of its file, without `.sql`; what the database remembers it by. */
  readonly name: string;
  readonly kind: MigrationKind;
  /** Of its content: two releases have the same migration only if they have the same text. */
  readonly checksum: string;
}

const fileName = /^(\d{4})_(expand|contract)_[a-z0-9_]+\.sql$/;

/**
 * The migrations in a folder, in the order of their numbers.
 * @throws Error naming a file that is none, or two of one number
 */
export function readMigrations(folder: string): Migration[] {
  const files = readdirSync(folder)
    .filter((file) => !file.startsWith('.'))
    .sort();
  if (files.length === 0) throw new Error(`${folder} holds no migration, so this is no complete build`);
  const migrations = files.map((file): Migration => {
    const [, , kind] = fileName.exec(file) ?? [];
    if (!kind) {
      throw new Error(
        `${join(folder, file)} is no migration; name it NNNN_expand_what.sql if it only adds, ` +
          'NNNN_contract_what.sql if it takes away or narrows, or move it elsewhere',
      );
    }
    const content = readFileSync(join(folder, file));
    return { name: file.replace(/\.sql$/, ''), kind: kind as MigrationKind, checksum: checksumOf(content) };
  });
  for (const [index, { name }] of migrations.entries()) {
    const before = migrations[index - 1];
    if (before && numberOf(before.name) === numberOf(name)) {
      throw new Error(
        `${before.name} and ${name} in ${folder} have one number; give the later one the next free number`,
      );
    }
  }
  return migrations;
}

/** The four digits that a name begins with, which say the order. */
export function numberOf(name: string): string {
  return name.slice(0, 4);
}

/** Whether a migration, possibly of another release, takes something away. */
export function isContract(name: string): boolean {
  return /^\d{4}_contract_/.test(name);
}

/** Short, since each recorded release holds one for each migration; nobody makes them collide on purpose. */
export function checksumOf(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}
