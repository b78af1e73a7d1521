import { describe, expect, test } from '@jest/globals';
import { sayingOf } from './saying.ts';
import { unreadable } from './unreadable.ts';

describe('broken PromQL', () => {
  test.each(unreadable)('is explained: %s', (expression, column, message) => {
    const [said = '', ...others] = sayingOf(expression);
    expect(others).toEqual([]);
    expect(said.replace(/\n[\s\S]*/, '')).toMatch(/^line \d, column \d+: /);
    expect(said.replace(/\n[\s\S]*/, '').replace(/^line \d, column /, '')).toBe(`${column}: ${message}`);
  });

  test('is shown, with a caret under what is wrong', () => {
    expect(sayingOf('max by (namespace) (\n\tpg_up{job=shop}\n)')).toEqual([
      'line 2, column 12: the value shop is not in quotes; write "shop"\n  \tpg_up{job=shop}\n  \t          ^',
    ]);
  });
});
