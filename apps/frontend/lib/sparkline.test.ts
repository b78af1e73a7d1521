import { describe, expect, it } from '@jest/globals';
import { sparkline } from './sparkline.ts';

const size = { width: 100, height: 50, padding: 0 };
const at = (seconds: number, milliseconds: number) => ({
  at: new Date(seconds * 1000).toISOString(),
  milliseconds,
});

describe('sparkline', () => {
  it('has nothing to draw without samples', () => {
    expect(sparkline([], size)).toBeUndefined();
  });

  it('draws from zero upwards, over time', () => {
    const chart = sparkline([at(0, 10), at(10, 20), at(40, 0)], size);
    expect(chart?.line).toBe('M0 25L25 0L100 50');
    expect(chart?.area).toBe('M0 25L25 0L100 50L100 50L0 50Z');
    expect(chart).toMatchObject({ last: 0, least: 0, most: 20, end: { x: 100, y: 50 } });
  });

  it('keeps within its padding', () => {
    expect(sparkline([at(0, 0), at(10, 5)], { ...size, padding: 4 })?.line).toBe('M4 46L96 4');
  });

  it.each([
    [[at(0, 7)], 'M100 0'],
    [[at(0, 0), at(10, 0)], 'M0 50L100 50'],
  ])('draws what has no extent', (samples, line) => {
    expect(sparkline(samples, size)?.line).toBe(line);
  });

  it('says how long it covers', () => {
    expect(sparkline([at(0, 1), at(590, 1)], size)?.minutes).toBe(10);
    expect(sparkline([at(0, 1)], size)?.minutes).toBe(1);
  });
});
