import { describe, expect, it } from '@jest/globals';
import { type VariableName, variables } from '../../src/config/variables.ts';
import { errorOf, read } from './environment.ts';

const names = Object.keys(variables) as VariableName[];
const isSecret = (name: VariableName) => 'secret' in variables[name];

/** Values that no variable of the name may have, each with a word of the reason. */
const refused: Partial<Record<VariableName, readonly (readonly [string, string])[]>> = {
  NODE_ENV: [['staging', 'production, development, test']],
  HOST: [['  ', 'blank']],
  PORT: [
    ['0', 'below 1'],
    ['65536', 'above 65535'],
    ['99999999999999999999', 'above 65535'],
    ['-1', 'not a whole number'],
    ['3001.5', 'not a whole number'],
    ['1e3', 'not a whole number'],
    ['0x10', 'not a whole number'],
    [' 3001', 'not a whole number'],
    ['٣', 'not a whole number'],
    ['http', 'not a whole number'],
  ],
  METRICS_PORT: [
    ['0', 'below 1'],
    ['70000', 'above 65535'],
    ['yes', 'not a whole number'],
  ],
  PUBLIC_URL: [
    ['arq.example.com', 'not a URL'],
    ['ftp://arq.example.com', 'https: or http:'],
    ['//arq.example.com', 'not a URL'],
    ['javascript:alert(1)', 'not a URL'],
  ],
  LOG_LEVEL: [
    ['verbose', 'error, warn, info, debug'],
    ['INFO', 'error, warn, info, debug'],
  ],
  LOG_FILE: [[' ', 'blank']],
  DATABASE_URL: [
    ['mysql://arq:hidden-word@db/arq', 'postgres: or postgresql:'],
    ['hidden-word', 'not a URL'],
  ],
  DATABASE_PORT: [['65536', 'above 65535']],
  DATABASE_POOL_SIZE: [
    ['0', 'below 1'],
    ['1001', 'above 1000'],
    ['ten', 'not a whole number'],
  ],
  MIGRATION_DEADLINE_SECONDS: [
    ['0', 'below 1'],
    ['3601', 'above 3600'],
  ],
  MIGRATION_ROLLBACK_RELEASES: [
    ['0', 'below 1'],
    ['21', 'above 20'],
  ],
  REDIS_URL: [['http://:hidden-word@redis', 'redis: or rediss:']],
  REDIS_PORT: [['0', 'below 1']],
  SESSION_SECRET: [
    ['hidden-word', 'shorter than 24'],
    ['a-key-that-is-long-enough-0123\nhidden-word', 'shorter than 24'],
    ['a-key-that-is-long-enough-0123\n\nanother-key-long-enough-0123', 'shorter than 24'],
  ],
  ALERTS_TOKEN: [['hidden-word', 'shorter than 24']],
  OIDC_ISSUER: [['id.example.com', 'not a URL']],
  CORS_ORIGINS: [
    ['*', 'not an origin'],
    ['https://wall.example.com/', 'not an origin'],
    ['https://wall.example.com,null', 'not an origin'],
    ['https://wall.example.com/path', 'not an origin'],
  ],
  TRUST_PROXY: [
    ['true', 'neither an address nor a network'],
    ['1', 'neither an address nor a network'],
    ['10.0.0.0/33', 'neither an address nor a network'],
    ['10.0.0.0/8/8', 'neither an address nor a network'],
    ['::1/129', 'neither an address nor a network'],
    ['loopback, proxy.example.com', 'neither an address nor a network'],
  ],
  RATE_LIMITS: [
    ['yes', 'neither true nor false'],
    ['1', 'neither true nor false'],
    ['TRUE', 'neither true nor false'],
  ],
  SHUTDOWN_DELAY_SECONDS: [
    ['11', 'above 10'],
    ['-1', 'not a whole number'],
  ],
  RELEASE_COLOUR: [['red', 'blue nor green']],
};

describe('the value of a variable', () => {
  const cases = names.flatMap((name) => (refused[name] ?? []).map(([value, reason]) => ({ name, value, reason })));

  it.each(cases)('$name=$value is refused', ({ name, value, reason }) => {
    const { faults, message } = errorOf({ [name]: value });

    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({ variable: name, example: variables[name].example });
    expect(faults[0]?.reason).toContain(reason);
    expect(message).toContain(`  ${name}${isSecret(name) ? '' : ` (${JSON.stringify(value)})`} `);
    expect(message).toContain(`; for example: ${variables[name].example}`);
  });

  it.each(names.filter(isSecret))('%s is not printed, however wrong', (name) => {
    for (const [value] of refused[name] ?? []) {
      expect(errorOf({ [name]: value }).message).not.toMatch(/hidden-word|long-enough/);
      expect(JSON.stringify(errorOf({ [name]: value }).faults)).not.toMatch(/hidden-word|long-enough/);
    }
  });

  it.each(names)('%s takes its own example', (name) => {
    const example = variables[name].example.replace('…', 'x');
    const needed = name === 'OIDC_ISSUER' ? { OIDC_CLIENT_ID: 'arq' } : {};
    expect(() => read({ [name]: example, ...needed })).not.toThrow();
  });

  it.each(names)('%s counts as not set where it is empty', (name) => {
    const outcome = (value: string | undefined) => {
      try {
        return read({ [name]: value }).values;
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(outcome('')).toEqual(outcome(undefined));
  });

  it('has a default wherever nothing else is to be decided', () => {
    expect(read().values).toMatchObject({
      NODE_ENV: 'production',
      PORT: 3001,
      LOG_LEVEL: 'info',
      DATABASE_PORT: 5432,
      DATABASE_POOL_SIZE: 10,
      MIGRATION_DEADLINE_SECONDS: 300,
      MIGRATION_ROLLBACK_RELEASES: 3,
      REDIS_PORT: 6379,
      OIDC_ROLES_CLAIM: 'roles',
      OIDC_OPERATOR_ROLE: 'arq-operator',
      CORS_ORIGINS: [],
      TRUST_PROXY: [],
      RATE_LIMITS: true,
      SHUTDOWN_DELAY_SECONDS: 2,
      RELEASE_VERSION: '0.0.0',
      RELEASE_COMMIT: 'unknown',
    });
    expect(read().values.METRICS_PORT).toBeUndefined();
  });

  it('is of the type that the program works with', () => {
    const { values } = read({
      PORT: '1',
      METRICS_PORT: '65535',
      CORS_ORIGINS: 'https://a.example.com, http://localhost:8080,',
      TRUST_PROXY: 'loopback, 10.0.0.0/8, ::1, fd00::/8',
      RATE_LIMITS: 'false',
      RELEASE_COLOUR: 'green',
    });
    expect(values).toMatchObject({
      PORT: 1,
      METRICS_PORT: 65_535,
      CORS_ORIGINS: ['https://a.example.com', 'http://localhost:8080'],
      TRUST_PROXY: ['loopback', '10.0.0.0/8', '::1', 'fd00::/8'],
      RATE_LIMITS: false,
      RELEASE_COLOUR: 'green',
    });
    expect(values.PUBLIC_URL.href).toBe('https://arq.example.com/');
  });
});

describe('variables together', () => {
  const noUrls = { DATABASE_URL: undefined, REDIS_URL: undefined };
  const parts = { DATABASE_HOST: 'db', DATABASE_NAME: 'arq', DATABASE_USER: 'arq', REDIS_HOST: 'redis' };

  it('names every fault at once', () => {
    const { faults, message } = errorOf({
      PUBLIC_URL: undefined,
      PORT: 'x',
      SESSION_SECRET: 'short',
      ALERTS_TOKEN: undefined,
      ALERTS_TOKEN_FILE: '/nowhere/token',
      LOG_LEVEL: 'loud',
      ...noUrls,
    });
    const blamed = faults.map(({ variable }) => variable);
    expect(blamed.sort()).toEqual(
      ['ALERTS_TOKEN_FILE', 'DATABASE_HOST', 'DATABASE_NAME', 'DATABASE_USER', 'LOG_LEVEL', 'PORT'].concat([
        'PUBLIC_URL',
        'REDIS_HOST',
        'SESSION_SECRET',
      ]),
    );
    expect(message).toMatch(/^9 variables are wrong:\n/);
    expect(message.split('\n')).toHaveLength(10);
  });

  it('speaks of one fault in the singular', () => {
    expect(errorOf({ PORT: 'x' }).message).toBe(
      '1 variable is wrong:\n  PORT ("x") is not a whole number; for example: 3001',
    );
  });

  it('says that a variable is missing', () => {
    expect(errorOf({ PUBLIC_URL: undefined }).message).toContain('  PUBLIC_URL is not set; for example: https://');
  });

  it('takes the connections in parts instead of URLs', () => {
    expect(read({ ...noUrls, ...parts }).values).toMatchObject(parts);
  });

  it.each(Object.keys(parts))('needs %s where there is no URL', (name) => {
    const { faults } = errorOf({ ...noUrls, ...parts, [name]: undefined });
    expect(faults.map(({ variable }) => variable)).toEqual([name]);
    expect(faults[0]?.reason).toMatch(/not set, and neither is (DATABASE|REDIS)_URL/);
  });

  it('does not repeat a fault of a URL for each of its parts', () => {
    expect(errorOf({ DATABASE_URL: 'x' }).faults.map(({ variable }) => variable)).toEqual(['DATABASE_URL']);
  });

  it('needs a client for an issuer', () => {
    expect(errorOf({ OIDC_ISSUER: 'https://id.example.com' }).faults).toMatchObject([{ variable: 'OIDC_CLIENT_ID' }]);
  });

  it('keeps the two ports apart, also where one is the default', () => {
    expect(errorOf({ METRICS_PORT: '3001' }).faults).toMatchObject([{ variable: 'METRICS_PORT', value: '3001' }]);
  });
});
