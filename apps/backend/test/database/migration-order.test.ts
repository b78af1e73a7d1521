import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import { contractsLast, schemaAfter } from './migration-order.ts';
import { statement, table, without } from './migration-release.ts';

jest.setTimeout(60_000);

const folder = join(import.meta.dirname, '../../migrations');

/** A new environment runs contracts in their place, an old one later: both have to end with the same schema. */
async function expectSameInBothOrders(migrations: readonly (readonly [string, string])[]): Promise<void> {
  expect(await schemaAfter(contractsLast(migrations))).toEqual(await schemaAfter(migrations));
}

describe('contracts that had to wait', () => {
  it('leave our schema as those that did not', async () => {
    const names = readdirSync(folder).sort();
    await expectSameInBothOrders(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  });

  it('may be overtaken by migrations that do not depend on them', async () => {
    await expectSameInBothOrders([
      ['0001_expand_a.sql', table('a')],
      ['0002_contract_a.sql', without('a')],
      ['0003_expand_b.sql', table('b')],
    ]);
  });

  it.each([
    ['cannot run before it', table('a')],
    ['is undone by it', statement('create table if not exists a (id int)')],
  ])('may not be followed by a migration that %s', async (_, content) => {
    const migrations = [
      ['0001_expand_a.sql', table('a')],
      ['0002_contract_a.sql', without('a')],
      ['0003_expand_a.sql', content],
    ] as const;
    await expect(expectSameInBothOrders(migrations)).rejects.toThrow();
  });
});
