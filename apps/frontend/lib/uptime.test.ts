import { describe, expect, it } from '@jest/globals';
import { barHeight, dayLevel, daysWithDowntime } from './uptime.ts';

const day = (downtimeSeconds: number) => ({ date: '2026-01-31', downtimeSeconds });

describe('uptime', () => {
  it.each([
    [0, 'none'],
    [1, 'some'],
    [3599, 'some'],
    [3600, 'much'],
    [86_400, 'much'],
  ])('calls %d s of downtime "%s"', (seconds, level) => {
    expect(dayLevel(day(seconds))).toBe(level);
  });

  it('shows the level by the height too', () => {
    const heights = (['none', 'some', 'much'] as const).map(barHeight);
    expect(new Set(heights).size).toBe(3);
    expect(Math.min(...heights)).toBeGreaterThan(0);
  });

  it('lists the days that were not whole', () => {
    expect(daysWithDowntime([day(0), day(5), day(0)])).toEqual([day(5)]);
  });
});
