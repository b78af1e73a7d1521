import { describe, expect, it } from '@jest/globals';
import { claimAt, nameFrom, rolesFrom } from '../../src/auth/claims.ts';

describe('claims', () => {
  it('are found by their name, or by dots', () => {
    const claims = {
      roles: ['a'],
      realm_access: { roles: ['b'] },
      'https://arq.example/roles': ['c'],
      'a.b': 'plain',
      a: { b: 'nested' },
    };
    expect(claimAt(claims, 'roles')).toEqual(['a']);
    expect(claimAt(claims, 'realm_access.roles')).toEqual(['b']);
    expect(claimAt(claims, 'https://arq.example/roles')).toEqual(['c']);
    expect(claimAt(claims, 'a.b')).toBe('plain');
    for (const path of ['constructor', '__proto__.toString', 'roles.length.x', 'realm_access.none', 'none.at.all']) {
      expect(claimAt(claims, path)).toBeUndefined();
    }
  });

  it.each([
    [
      ['a', 'b', 'a'],
      ['a', 'b'],
    ],
    ['a b', ['a', 'b']],
    [' a, b,,c ', ['a', 'b', 'c']],
    [['a b', 1, null, '', {}], ['a b']],
    ['', []],
    [undefined, []],
    [null, []],
    [{ 'arq-operator': true }, []],
    [true, []],
  ])('%j holds the roles %j', (value, roles) => {
    expect(rolesFrom(value)).toEqual(roles);
  });

  it('give a name that does no harm where it is shown', () => {
    expect(nameFrom({ name: ' Ada\n\u202eLovelace ', email: 'a@example.com' })).toBe('Ada Lovelace');
    expect(nameFrom({ name: '\u0000', preferred_username: 'ada' })).toBe('ada');
    expect(nameFrom({ name: 7, email: 'a@example.com' })).toBe('a@example.com');
    expect(nameFrom({ name: 'x'.repeat(500) })).toHaveLength(200);
    expect(nameFrom({})).toBeUndefined();
  });
});
