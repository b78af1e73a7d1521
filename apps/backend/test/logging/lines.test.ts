import { describe, expect, it, jest } from '@jest/globals';
import { drive, lineOf } from './drive.ts';

jest.setTimeout(30_000);

describe('a line', () => {
  it('is JSON: time, level and message, then its fields, then where it belongs', async () => {
    const fields = { service: 'arq-backend', version: '1.4.2' };
    const { stdout } = await drive(`logger.info('listening', { port: 3001, nested: { a: [1, null, true] } })`, {
      fields,
    });
    expect(stdout.endsWith('\n')).toBe(true);
    const line = JSON.parse(stdout);
    expect(line).toEqual({
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      level: 'info',
      message: 'listening',
      port: 3001,
      nested: { a: [1, null, true] },
      ...fields,
    });
    expect(Object.keys(line)).toEqual(['timestamp', 'level', 'message', 'port', 'nested', 'service', 'version']);
  });

  it('stays one line, whatever is in it', async () => {
    const { stdout } = await drive(String.raw`logger.info('a\nb\r\n\u2028{"level":"error"}', { field: 'c\nd\u0000' })`);
    expect(stdout.trimEnd().split(/\n|\r/)).toHaveLength(1);
    expect(JSON.parse(stdout)).toMatchObject({ message: 'a\nb\r\n\u2028{"level":"error"}', field: 'c\nd\u0000' });
  });

  it('cannot be made to pass for another by its fields', async () => {
    const forged = `{ timestamp: 'then', level: 'error', message: 'forged', service: 'forged', requestId: 'forged' }`;
    const line = await lineOf(`withRequestId('real-id', () => logger.info('real', ${forged}))`, {
      fields: { service: 'arq-backend' },
    });
    expect(line).toMatchObject({ level: 'info', message: 'real', service: 'arq-backend', requestId: 'real-id' });
    expect(line.timestamp).toMatch(/^20/);
  });

  it('keeps its fields where the message has a percent sign', async () => {
    expect(await lineOf(`logger.warn('90 %d of %s', { field: 1 })`)).toMatchObject({
      message: '90 %d of %s',
      field: 1,
    });
  });

  it.each([
    ['error', ['error']],
    ['warn', ['error', 'warn']],
    ['info', ['error', 'warn', 'info']],
    ['debug', ['error', 'warn', 'info', 'debug']],
  ])('of the level %s and above is written', async (level, expected) => {
    const code = `for (const level of ['error', 'warn', 'info', 'debug']) logger[level]('x');
      logger.error('debug is ' + logger.isDebugEnabled())`;
    const { lines } = await drive(code, { level });
    expect(lines.slice(0, -1).map((line) => line.level)).toEqual(expected);
    expect(lines.at(-1)?.message).toBe(`debug is ${level === 'debug'}`);
  });

  it('is for people where that is asked for', async () => {
    const code = `logger.warn('Redis is away', { connection: 'commands' }); logger.error('failed', { error: new Error('why') })`;
    const { stdout } = await drive(code, { format: 'text' });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
    const plain = stdout.replaceAll(/\u001b\[\d+m/g, '');
    expect(plain).toMatch(/^\d\d:\d\d:\d\d\.\d{3} warn {2}Redis is away \{"connection":"commands"\}\n/);
    expect(plain).toMatch(/\n\d\d:\d\d:\d\d\.\d{3} error failed\nError: why\n {4}at /);
  });
});

describe('the id of a request', () => {
  it('is on every line within it, through timers and promises, and on none outside', async () => {
    const { lines } = await drive(`
      const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
      const serve = (id) => withRequestId(id, async () => {
        logger.info('begin ' + id);
        await later(Math.random() * 20);
        await Promise.all([later(1), later(2)]);
        setImmediate(() => process.nextTick(() => logger.info('end ' + id)));
      });
      logger.info('before none');
      const all = ['a', 'b', 'c'].map(serve);
      logger.info('between none');
      await Promise.all(all);
      await later(10);
      logger.info('after none');
    `);
    expect(lines).toHaveLength(9);
    for (const { message, requestId } of lines) expect(`${message}: ${requestId ?? 'none'}`).toMatch(/ (\w+): \1$/);
  });
});
