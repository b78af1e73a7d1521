import { describe, expect, test } from '@jest/globals';
import { illTyped, rangeRemedy, textRemedy } from './ill-typed.ts';
import { sayingOf } from './saying.ts';

describe('a type', () => {
  test.each(illTyped)('that does not fit is refused: %s', (expression, column, message) => {
    expect(sayingOf(expression)).toEqual([`line 1, column ${column}: ${message}`]);
  });

  test('that neither alert nor panel can be is refused', () => {
    const start = 'line 1, column 1: the result has to be series or a number, not';
    expect(sayingOf('pg_up[5m]')).toEqual([`${start} series over a time range; ${rangeRemedy}`]);
    expect(sayingOf('"pg_up"')).toEqual([`${start} a text; ${textRemedy}`]);
  });
});
