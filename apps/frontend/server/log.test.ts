import { describe, expect, it } from '@jest/globals';
import { createLog, describeError } from './log.ts';

describe('createLog', () => {
  it('writes one object per line, from its level on', () => {
    const lines: string[] = [];
    const log = createLog('warn', (line) => lines.push(line));
    log.error('e', { route: '/' });
    log.warn('w');
    log.info('i');
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { timestamp: expect.any(String), level: 'error', message: 'e', route: '/' },
      { timestamp: expect.any(String), level: 'warn', message: 'w' },
    ]);
    expect(lines.every((line) => line.indexOf('\n') === line.length - 1)).toBe(true);
  });
});

describe('describeError', () => {
  it('keeps what JSON would drop', () => {
    const error = new Error('outer', { cause: Object.assign(new Error('inner'), { code: 'ECONNREFUSED' }) });
    expect(describeError(error)).toMatchObject({
      error: {
        message: 'outer',
        stack: expect.any(String),
        cause: { error: { message: 'inner', code: 'ECONNREFUSED' } },
      },
    });
    expect(describeError('text')).toEqual({ error: 'text' });
  });
});
