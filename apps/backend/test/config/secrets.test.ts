import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readConfiguration, type SecretName } from '../../src/config/configuration.ts';
import { ConfigurationError } from '../../src/config/configuration-error.ts';
import { variables } from '../../src/config/variables.ts';
import { errorOf, minimal, read } from './environment.ts';

const folder = mkdtempSync(join(tmpdir(), 'arq-secrets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const names = Object.entries(variables)
  .filter(([, variable]) => 'secret' in variable)
  .map(([name]) => name as SecretName);
const shaped: Partial<Record<SecretName, string>> = {
  DATABASE_URL: 'postgres://arq:a-very-hidden-word@db/arq',
  REDIS_URL: 'redis://:a-very-hidden-word@redis',
};
const good = (name: SecretName, suffix = '') => `${shaped[name] ?? 'a-very-hidden-word-0123456789'}${suffix}`;

function file(content: string): string {
  const path = join(mkdtempSync(join(folder, 'secret-')), 'value');
  writeFileSync(path, content);
  return path;
}

describe.each(names)('%s', (name) => {
  const inFile = (path: string) => ({ [name]: undefined, [`${name}_FILE`]: path });

  it('is read from a file', () => {
    expect(read(inFile(file(good(name)))).secret(name)?.()).toBe(good(name));
  });

  it.each(['\n', '\r\n', '\n\n', ' \n'])('loses what an editor leaves at the end: %j', (end) => {
    expect(read(inFile(file(good(name) + end))).secret(name)?.()).toBe(good(name));
    expect(read({ [name]: good(name) + end }).secret(name)?.()).toBe(good(name));
  });

  it('is read anew each time, and stays while its file is away or empty', () => {
    const path = file(good(name));
    const secret = read(inFile(path)).secret(name);
    writeFileSync(path, `${good(name, '-rotated')}\n`);
    expect(secret?.()).toBe(good(name, '-rotated'));
    writeFileSync(path, '');
    expect(secret?.()).toBe(good(name, '-rotated'));
    rmSync(path);
    expect(secret?.()).toBe(good(name, '-rotated'));
    writeFileSync(path, good(name, '-again'));
    expect(secret?.()).toBe(good(name, '-again'));
  });

  it('is missed in a file that is not there, that is a folder, and that is empty', () => {
    for (const [path, reason] of [
      [join(folder, 'nothing'), 'ENOENT'],
      [folder, 'EISDIR'],
      [file(''), 'empty'],
      [file('\n'), 'empty'],
    ] as const) {
      const { faults, message } = errorOf(inFile(path));
      expect(faults).toMatchObject([{ variable: `${name}_FILE`, value: path }]);
      expect(message).toContain(reason);
    }
  });

  it('is refused where value and file are both given, and neither is printed', () => {
    const { faults, message } = errorOf({ [name]: good(name), [`${name}_FILE`]: file('another-hidden-word') });
    expect(faults).toMatchObject([{ variable: `${name}_FILE` }]);
    expect(message).toContain(`is set, and ${name} too`);
    expect(message).not.toMatch(/hidden-word/);
  });

  it('is not printed where it stands in place of its file', () => {
    expect(errorOf(inFile('a-very-hidden-word')).message).not.toContain('hidden-word');
  });

  it('is not among what an error tells of a file with the wrong content', () => {
    // What takes any text cannot be wrong.
    const wrong = 'hidden-word';
    try {
      expect(read(inFile(file(wrong))).secret(name)?.()).toBe(wrong);
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      expect(`${error.message}${error.stack}${JSON.stringify(error.faults)}`).not.toContain(wrong);
    }
  });
});

describe('secrets', () => {
  it('are no more than these', () => {
    expect([...names].sort()).toEqual([
      'ALERTS_TOKEN',
      'DATABASE_PASSWORD',
      'DATABASE_URL',
      'OIDC_CLIENT_SECRET',
      'REDIS_PASSWORD',
      'REDIS_URL',
      'SESSION_SECRET',
    ]);
  });

  it('are absent where they are not set', () => {
    expect(read().secret('OIDC_CLIENT_SECRET')).toBeUndefined();
    expect(read({ OIDC_CLIENT_SECRET: '' }).secret('OIDC_CLIENT_SECRET')).toBeUndefined();
  });

  it('of the server do not concern a migration', () => {
    const { DATABASE_URL } = minimal;
    expect(readConfiguration({ DATABASE_URL }, 'database').secret('DATABASE_URL')?.()).toBe(DATABASE_URL);
    expect(() => readConfiguration({ PORT: 'x' }, 'database')).toThrow(/3 variables are wrong/);
  });
});
