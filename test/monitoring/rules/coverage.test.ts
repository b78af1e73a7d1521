import { describe, expect, test } from '@jest/globals';
import { gaps } from './coverage.ts';
import { fires, rule, silent } from './example.ts';

const enough = [fires, silent, { ...silent, title: 'another one' }];

describe('what cases leave unproven', () => {
  test('is nothing if one fires and two are silent', () => {
    expect(gaps(rule, enough)).toEqual([]);
  });

  test.each([
    { cases: [silent, silent], gap: /no case in which it fires/ },
    { cases: [fires, silent], gap: /1 cases in which it is silent throughout; 2 are needed/ },
    { cases: [...enough, { ...fires, silent: ['5m'] }], gap: /fires at 420 s, but nobody looks a minute before/ },
    { cases: [...enough, { ...silent, silent: [] }], gap: /looks at no moment/ },
    {
      cases: [...enough, { ...silent, series: { 'queue_lenght{job="shop-queue"}': '1' } }],
      gap: /never reads queue_lenght{job="shop-queue"}/,
    },
  ])('includes $gap', ({ cases, gap }) => {
    expect(gaps(rule, cases)).toEqual([expect.stringMatching(gap)]);
  });

  test('leaves a Watchdog without a silent case', () => {
    expect(gaps({ ...rule, alert: 'Watchdog' }, [{ ...fires, silent: [] }])).toEqual([]);
  });
});
