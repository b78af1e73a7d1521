import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { contract } from '../../contract.ts';
import { newestMigration } from '../../src/database/schema.ts';
import { readMigrations } from '../../src/migrations/files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'arq-migrations-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (...names: readonly string[]) => {
  for (const name of names) writeFileSync(join(folder, name), name);
};

describe('a folder of migrations', () => {
  it('is read in the order of the numbers, each with its kind and a checksum of its text', () => {
    write('0002_contract_b.sql', '0010_expand_c.sql', '0001_expand_a.sql', '.keep');
    const migrations = readMigrations(folder);
    expect(migrations.map(({ name, kind }) => [name, kind])).toEqual([
      ['0001_expand_a', 'expand'],
      ['0002_contract_b', 'contract'],
      ['0010_expand_c', 'expand'],
    ]);
    const [first] = migrations;
    writeFileSync(join(folder, '0001_expand_a.sql'), 'changed');
    expect(readMigrations(folder)[0]?.checksum).not.toBe(first?.checksum);
  });

  it.each([
    '0001_a.sql',
    '001_expand_a.sql',
    '0001_expand_A.sql',
    '0001_shrink_a.sql',
    '0001_expand_a.js',
    'README.md',
  ])('holds nothing like %s', (name) => {
    write('0001_expand_a.sql', name);
    expect(() => readMigrations(folder)).toThrow(
      `${join(folder, name)} is no migration; name it NNNN_expand_what.sql if it only adds`,
    );
  });

  it('gives each number once', () => {
    write('0001_expand_a.sql', '0002_expand_b.sql', '0002_contract_c.sql');
    expect(() => readMigrations(folder)).toThrow('0002_contract_c and 0002_expand_b');
  });

  it('is not empty', () => {
    expect(() => readMigrations(folder)).toThrow('no complete build');
  });
});

describe('a release', () => {
  it('has time for three attempts, which Kubernetes begins 10 s and 20 s after the one before', () => {
    const { migrationSeconds, migrationJobSeconds } = contract.timeouts;
    expect(3 * migrationSeconds + 30).toBeLessThan(migrationJobSeconds);
  });

  it('is ready without its contracts, which run when others are gone', () => {
    write('0001_expand_a.sql', '0002_expand_b.sql', '0003_contract_a.sql');
    expect(newestMigration(folder)).toBe('0002_expand_b');
  });
});
