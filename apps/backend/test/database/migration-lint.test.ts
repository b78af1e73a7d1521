import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { lintMigrations } from './migration-lint.ts';

const directory = join(import.meta.dirname, '../../migrations');

const file = (up: string, down = 'drop table x;') => `-- Up Migration\n${up}\n-- Down Migration\n${down}\n`;
const reasonsOf = (up: string, name = '0001_expand_it.sql') =>
  lintMigrations({ [name]: file(up) }).map(({ reason }) => reason);

describe('our migrations', () => {
  it('keep expand and contract apart', () => {
    const files = readdirSync(directory);
    expect(files.length).toBeGreaterThan(0);
    expect(
      lintMigrations(Object.fromEntries(files.map((name) => [name, readFileSync(join(directory, name), 'utf8')]))),
    ).toEqual([]);
  });
});

describe('an expand migration', () => {
  it.each([
    ['drop table incidents;', /drops/],
    ['alter table incidents drop column tier;', /drops/],
    ['alter table incidents drop tier;', /drops/],
    ['ALTER TABLE incidents DROP CONSTRAINT a;', /drops/],
    ['alter table incidents rename column tier to layer;', /renames/],
    ['alter table incidents rename to events;', /renames/],
    ['alter table incidents alter column tier set not null;', /demands/],
    ['alter table incidents alter column tier type int using 1;', /type/],
    ['alter table incidents alter tier set data type int;', /type/],
    ['alter table incidents add column a text not null;', /leaves out/],
    ['alter table incidents add a text not null, add b int;', /leaves out/],
    ['truncate incidents;', /deletes/],
    ['delete from incidents;', /deletes/],
    ['alter table incidents add constraint a check (tier is not null);', /constraint/],
    ['alter table incidents add unique (tier);', /constraint/],
    ['create unique index a on incidents (tier);', /constraint/],
    ['create table a (b int);\nalter table incidents\n  drop column tier;', /drops/],
  ])('may not hold %s', (statement, reason) => {
    expect(reasonsOf(statement)).toContainEqual(expect.stringMatching(reason));
  });

  it.each([
    'create table a (b int primary key, c text not null unique, check (b > 0));',
    'create table a (b int); alter table a add constraint c check (b > 0); create unique index d on a (b);',
    'alter table incidents add column a text;',
    "alter table incidents add column a text not null default 'drop table x';",
    'alter table incidents add column a bigint generated always as identity not null;',
    'alter table incidents add constraint a check (tier is not null) not valid;',
    'alter table incidents alter column tier drop not null;',
    'create index a on incidents (tier);',
    '-- drop table a\ncreate index a on incidents (tier);',
  ])('may hold %s', (statement) => {
    expect(reasonsOf(statement)).toEqual([]);
  });
});

describe('a migration', () => {
  it('may contract in a file that says so', () => {
    expect(reasonsOf('drop table incidents;', '0001_contract_it.sql')).toEqual([]);
  });

  it.each(['1_expand_a.sql', '0001_a.sql', '0001_expand_A.sql', '0001_expand_a.js'])('is not called %s', (name) => {
    expect(lintMigrations({ [name]: file('select 1;') })).toMatchObject([{ file: name }]);
  });

  it('takes the next number', () => {
    const content = file('create index a on b (c);');
    expect(lintMigrations({ '0001_expand_a.sql': content, '0003_expand_b.sql': content })).toEqual([
      { file: '0003_expand_b.sql', reason: 'is not number 0002, the next in order' },
    ]);
  });

  it.each([
    ['nothing', '', /consist/],
    ['no way back', '-- Up Migration\nselect 1;\n-- Down Migration\n', /undone/],
    ['no marker', 'select 1;', /consist/],
    ['the wrong order', '-- Down Migration\nselect 1;\n-- Up Migration\nselect 1;', /consist/],
    ['nothing but a comment', '-- Up Migration\n-- soon\n-- Down Migration\nselect 1;', /changes nothing/],
    ['a commit', '-- Up Migration\nselect 1; commit;\n-- Down Migration\nselect 1;', /transaction/],
  ])('with %s is refused', (_, content, reason) => {
    expect(lintMigrations({ '0001_expand_a.sql': content })).toMatchObject([{ reason: expect.stringMatching(reason) }]);
  });
});
