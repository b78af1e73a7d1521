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
    ['alter table incidents add constraint a check (tier is not null) not valid;', /constraint/],
    ['alter table incidents add column a text unique;', /constraint/],
    ['alter table incidents alter column tier drop default;', /default/],
    ['alter table incidents disable trigger all;', /AT_DisableTrigAll/],
    ['drop view a;', /drops/],
    ['create table if not exists a (b int); alter table a drop column c;', /drops/],
    ['drop type a;', /drops/],
    ["alter type a rename value 'b' to 'c';", /renames/],
    ['create or replace view a as select 1;', /replaces/],
    ["create or replace function a() returns int language sql as 'select 1';", /replaces/],
    ['revoke select on incidents from reader;', /right/],
    ['do $$ begin drop table incidents; end $$;', /cannot be judged/],
    ["update incidents set state = 'open';", /changes data/],
    ['alter table incidents add column a int; update incidents set a = 1, tier = null;', /changes data/],
    ['with gone as (delete from incidents returning *) select count(*) from gone;', /deletes/],
    ["set lock_timeout = '1s';", /set local/],
    ['vacuum incidents;', /VacuumStmt, which is not known/],
    ['-- Allowed here: because\ndrop table incidents;', /drops/],
    ['-- Allowed here: nobody has ever read it\nselect 1; drop table incidents;', /drops/],
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
    'alter table incidents add column a int; update incidents set a = 1;',
    'alter table incidents validate constraint a; alter table incidents alter column tier set default 1;',
    'create table public.a (b int); delete from a; update a set b = 1; insert into a select 1;',
    "alter type a add value 'b'; create type c as enum ('d'); create view e as select 1;",
    "set local lock_timeout = '1s'; comment on table incidents is 'drop table';",
    'create trigger a before insert on incidents for each row execute function b();',
    '-- é\n-- Allowed here: nobody has ever read it\ndrop table incidents;',
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
    ['a way back that commits', '-- Up Migration\nselect 1;\n-- Down Migration\ncommit;', /transaction/],
    [
      'an index that is made aside',
      '-- Up Migration\ncreate index concurrently a on b (c);\n-- Down Migration\ndrop index a;',
      /leave "concurrently" out/,
    ],
    ['a slip', '-- Up Migration\ncraete table a ();\n-- Down Migration\nselect 1;', /syntax error/],
    [
      'needless excuses',
      '-- Up Migration\n-- Allowed here: a good reason\nselect 1;\n-- Down Migration\nselect 1;',
      /excuse/,
    ],
  ])('with %s is refused', (_, content, reason) => {
    expect(lintMigrations({ '0001_expand_a.sql': content })).toMatchObject([{ reason: expect.stringMatching(reason) }]);
  });
});
