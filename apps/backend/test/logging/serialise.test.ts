import { describe, expect, it, jest } from '@jest/globals';
import { lineOf } from './drive.ts';

jest.setTimeout(30_000);

/** The field `error` of a line about it. */
const errorOf = async (code: string) =>
  (await lineOf(`const error = ${code}; logger.error('failed', { error })`))['error'];
/** The field `value` of a line. */
const loggedOf = async (code: string) => (await lineOf(`const value = ${code}; logger.info('it', { value })`))['value'];

describe('an error', () => {
  it('keeps message, stack and what drivers add to it', async () => {
    expect(await errorOf(`Object.assign(new TypeError('why'), { code: 'E1', port: 5432 })`)).toEqual({
      name: 'TypeError',
      message: 'why',
      stack: expect.stringMatching(/^TypeError: why\n {4}at /),
      code: 'E1',
      port: 5432,
    });
  });

  it('keeps its cause, and the cause of that', async () => {
    expect(await errorOf(`new Error('a', { cause: new Error('b', { cause: 'c' }) })`)).toMatchObject({
      message: 'a',
      cause: { message: 'b', stack: expect.any(String), cause: 'c' },
    });
  });

  it('keeps all of an aggregate, such as a connection that failed at each address', async () => {
    expect(await errorOf(`new AggregateError([new Error('a'), new Error('b'), 'c'], 'all')`)).toMatchObject({
      name: 'AggregateError',
      message: 'all',
      errors: [{ message: 'a', stack: expect.any(String) }, { message: 'b' }, 'c'],
    });
    const real = `await new Promise(async (resolve) => {
      const { connect } = await import('node:net');
      const lookup = (name, options, done) => done(null, [{ address: '127.0.0.1', family: 4 }, { address: '127.0.0.2', family: 4 }]);
      connect({ host: 'x', port: 1, lookup, autoSelectFamily: true }).on('error', resolve);
    })`;
    expect(await errorOf(real)).toMatchObject({ code: 'ECONNREFUSED', errors: [{ port: 1 }, { port: 1 }] });
  });

  it('may lead back to itself', async () => {
    expect(await errorOf(`(() => { const e = new Error('a'); e.cause = e; return e })()`)).toMatchObject({
      message: 'a',
      cause: '[circular]',
    });
    const two = `(() => { const a = new Error('a'), b = new Error('b', { cause: a }); a.cause = b; return a })()`;
    expect(await errorOf(two)).toMatchObject({ cause: { message: 'b', cause: '[circular]' } });
    const chain = `(() => { let e = new Error('0'); for (let i = 1; i < 50; i++) e = new Error(String(i), { cause: e }); return e })()`;
    expect(JSON.stringify(await errorOf(chain))).toContain('[too deep]');
  });

  it('may be none', async () => {
    expect(await errorOf(`'text'`)).toBe('text');
    expect(await errorOf(`42`)).toBe(42);
    expect(await errorOf(`null`)).toBeNull();
    expect(await errorOf(`{ reason: 'object' }`)).toEqual({ reason: 'object' });
    expect(await errorOf(`Symbol('s')`)).toBe('Symbol(s)');
    expect(await lineOf(`logger.error('failed', { error: undefined })`)).not.toHaveProperty('error');
  });

  it('does not bring the connection along that a driver hung onto it', async () => {
    const error = await errorOf(
      `Object.assign(new Error('why'), { client: { password: 'hunter2', host: 'db' }, code: 'E' })`,
    );
    expect(error).not.toHaveProperty('client');
    expect(error).toMatchObject({ code: 'E' });
  });

  it('may be odd in every way', async () => {
    const odd = `(() => {
      const e = new Error('why');
      Object.defineProperty(e, 'trap', { enumerable: true, get() { throw new Error('no') } });
      e.stack = undefined;
      return e;
    })()`;
    expect(await errorOf(odd)).toMatchObject({ message: 'why', trap: '[unreadable]' });
  });
});

describe('a value', () => {
  it.each([
    ['10n', '10'],
    ['new Date(0)', '1970-01-01T00:00:00.000Z'],
    ['new Date(NaN)', 'Invalid Date'],
    ['() => 1', '[function]'],
    ["Buffer.from('secret')", '[6 bytes]'],
    ["new URL('https://u:hunter2@h/p')", 'https://u:[redacted]@h/p'],
    ['Symbol.iterator', 'Symbol(Symbol.iterator)'],
    ['Object.create(null)', {}],
    ['(() => { const o = { a: 1 }; o.self = o; return o })()', { a: 1, self: '[circular]' }],
    ['(() => { const o = { a: 1 }; return [o, o] })()', [{ a: 1 }, { a: 1 }]],
    ['({ get a() { throw new Error() }, b: 1 })', { a: '[unreadable]', b: 1 }],
    ['({ a: { b: { c: { d: { e: { f: { g: 1 } } } } } } })', { a: { b: { c: { d: { e: '[too deep]' } } } } }],
  ])('%s is written', async (code, expected) => {
    expect(await loggedOf(code)).toEqual(expected);
  });

  it('is cut where it is long', async () => {
    const text = (await loggedOf(`'a'.repeat(1e6)`)) as string;
    expect(text).toBe(`${'a'.repeat(8_192)}… (1000000 characters)`);
    expect(await loggedOf(`Array.from({ length: 500 }, (_, index) => index)`)).toHaveLength(100);
    expect(
      Object.keys(
        (await loggedOf(`Object.fromEntries(Array.from({ length: 500 }, (_, i) => ['k' + i, i]))`)) as object,
      ),
    ).toHaveLength(100);
  });

  it('is bounded as a whole', async () => {
    const wide = `Array.from({ length: 100 }, () => Array.from({ length: 100 }, () => 'x'.repeat(8000)))`;
    const line = JSON.stringify(await lineOf(`logger.info('wide', { first: 1, wide: ${wide}, last: 2 })`));
    expect(line.length).toBeLessThan(128 * 1024);
    expect(line).toContain('"first":1');
    expect(line).toContain('[too long]');
  });
});

describe('a secret', () => {
  it.each([
    ...[
      'password',
      'PASSWORD',
      'dbPassword',
      'passwd',
      'pwd',
      'passphrase',
      'secret',
      'clientSecret',
      'SESSION_SECRET',
    ],
    ...['token', 'csrfToken', 'access_token', 'id_token', 'authorization', 'Authorization', 'cookie', 'set-cookie'],
    ...['apiKey', 'api_key', 'x-api-key', 'privateKey', 'credentials', 'code_verifier', 'codeVerifier'],
  ])('is known by the name %s', async (name) => {
    const line = await lineOf(
      `const held = { [${JSON.stringify(name)}]: 'hunter2', kept: 1 };
       logger.info('it', { ...held, deep: [{ held }], error: Object.assign(new Error('why'), held) })`,
    );
    expect(JSON.stringify(line)).not.toContain('hunter2');
    expect(line).toMatchObject({ [name]: '[redacted]', deep: [{ held: { [name]: '[redacted]', kept: 1 } }] });
  });

  const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJodW50ZXIyIn0.c2lnbmF0dXJlLWh1bnRlcjI';
  const pem = '-----BEGIN RSA PRIVATE KEY-----\\nhunter2\\nhunter2\\n-----END RSA PRIVATE KEY-----';
  it.each([
    ['Authorization: Bearer hunter2-hunter2==', 'Authorization: Bearer [redacted]'],
    ['basic aHVudGVyMg== next', 'basic [redacted] next'],
    [`token ${jwt}!`, 'token [redacted]!'],
    ['postgres://arq:hunter2@db:5432/arq', 'postgres://arq:[redacted]@db:5432/arq'],
    ['redis://:hunter2@redis', 'redis://:[redacted]@redis'],
    ['postgres://arq:hun@ter2@db/arq', 'postgres://arq:[redacted]@db/arq'],
    ['from https://a:hunter2@x/ to https://b:hunter2@y/', 'from https://a:[redacted]@x/ to https://b:[redacted]@y/'],
    [`key ${pem} end`, 'key [redacted] end'],
    ['-----BEGIN PRIVATE KEY-----\\nhunter2', '[redacted]'],
    ['http://127.0.0.1:3001/a@b', 'http://127.0.0.1:3001/a@b'],
    ['a basic thing', 'a basic [redacted]'],
  ])('is known by its looks: %s', async (text, expected) => {
    const line = await lineOf(
      `const text = "${text}"; logger.info(text, { text, list: [text], error: new Error(text, { cause: text }) })`,
    );
    expect(line).toMatchObject({ message: expected, text: expected, list: [expected] });
    expect(line['error']).toMatchObject({ message: expected, cause: expected });
    expect(JSON.stringify(line)).not.toMatch(/hunter2|aHVudGVyMg|hun@ter2/);
  });

  it('is known where the text is cut', async () => {
    const before = `'a '.repeat(4090)`;
    for (const secret of ['postgres://arq:hunter2hunter2@db/arq', `Bearer hunter2hunter2`]) {
      expect(await loggedOf(`${before} + ${JSON.stringify(secret)} + ' a'.repeat(9999)`)).not.toContain('hunter2');
    }
  });

  it.each([
    `'eyJ-'.repeat(5e5) + 'bearer'`,
    `'a-'.repeat(1e6) + '://'`,
    `'://a:'.repeat(4e5)`,
    `'-----BEGIN PRIVATE KEY-----'.repeat(1e5)`,
  ])('is not sought for ever: %s', async (code) => {
    expect(((await loggedOf(code)) as string).length).toBeLessThan(9_000);
  });
});
