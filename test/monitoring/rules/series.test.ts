import { describe, expect, test } from '@jest/globals';
import { constant, counter, gone, join, missing, ramp, steps } from './series.ts';

describe('series in the notation of promtool', () => {
  test.each([
    { text: constant(1, '1m'), notation: '1+0x5' },
    { text: constant(0.5, '10s'), notation: '0.5+0x0' },
    {
      text: steps([
        [1, '20s'],
        [0, '1m'],
      ]),
      notation: '1+0x1 0+0x5',
    },
    { text: ramp(10, 4, '1m'), notation: '10-1x5' },
    { text: ramp(0, 0.3, '30s'), notation: '0+0.1x2' },
    { text: counter({ perSecond: 0.1, for: '1m' }, { perSecond: 0, for: '1m' }), notation: '0+1x5 6+0x5' },
    {
      text: counter({ perSecond: 1, for: '20s' }, gone('30s'), { perSecond: 2, for: '20s', restarted: true }),
      notation: '0+10x1 stale _x2 0+20x1',
    },
    { text: join(missing('1m'), gone('10s')), notation: '_x6 stale' },
  ])('$notation', ({ text, notation }) => {
    expect(text).toBe(notation);
  });

  test.each(['15s', '0s', '5'])('refuse %s, which is no whole number of scrapes', (duration) => {
    expect(() => constant(1, duration)).toThrow(/series of a rule case: .*(multiple of 10s|is no duration)/);
  });
});
