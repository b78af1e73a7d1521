import { describe, expect, it } from '@jest/globals';
import { barHeight, dayLevel, daysWithDowntime, isKnownDay } from './uptime.ts';

const day = (downtimeSeconds: number | null) => ({ date: '2026-01-31', downtimeSeconds });

describe('uptime', () => {
  it.each([
    [null, 'unknown'],
    [0, 'none'],
    [1, 'some'],
    [3599, 'some'],
    [3600, 'much'],
    [86_400, 'much'],
  ])('calls %p s of downtime "%s"', (seconds, level) => {
    expect(dayLevel(day(seconds))).toBe(level);
  });

  it('shows the level by the height too', () => {
    const heights = (['unknown', 'none', 'some', 'much'] as const).map(barHeight);
    expect(new Set(heights).size).toBe(4);
    expect(Math.min(...heights)).toBeGreaterThan(0);
  });

  it('lists the days that were not whole', () => {
    expect(daysWithDowntime([day(null), day(0), day(5), day(0)])).toEqual([day(5)]);
  });

  it('tells a day without downtime from one that nothing is known of', () => {
    expect([day(null), day(0), day(5)].filter(isKnownDay)).toEqual([day(0), day(5)]);
  });
});
