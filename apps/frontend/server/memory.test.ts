import { describe, expect, it } from '@jest/globals';
import { LastKnown } from './last-known.ts';
import { LatencyRing } from './latency-ring.ts';

describe('LastKnown', () => {
  it('keeps the last answer to each question', () => {
    const known = new LastKnown();
    known.remember('/status', 1, 100);
    known.remember('/status', 2, 200);
    expect(known.recall('/status')).toEqual({ value: 2, at: 200 });
    expect(known.recall('/other')).toBeUndefined();
  });

  it('forgets what was asked longest ago', () => {
    const known = new LastKnown(2);
    known.remember('/a', 1);
    known.remember('/b', 2);
    known.remember('/a', 3);
    known.remember('/c', 4);
    expect(['/a', '/b', '/c'].map((question) => known.recall(question)?.value)).toEqual([3, undefined, 4]);
  });
});

describe('LatencyRing', () => {
  it('has one mean per window', () => {
    let now = 100_000;
    const ring = new LatencyRing({ now: () => now });
    for (const milliseconds of [10, 20]) ring.record(milliseconds);
    now += 10_000;
    ring.record(7);
    expect(ring.samples()).toEqual([
      { at: new Date(100_000).toISOString(), milliseconds: 15 },
      { at: new Date(110_000).toISOString(), milliseconds: 7 },
    ]);
  });

  it('keeps as many as it may, and nothing that is too old', () => {
    let now = 0;
    const ring = new LatencyRing({ now: () => now, windowMilliseconds: 10, capacity: 3 });
    for (; now < 100; now += 10) ring.record(now);
    now = 90;
    expect(ring.samples().map(({ milliseconds }) => milliseconds)).toEqual([70, 80, 90]);
    now = 1000;
    expect(ring.samples()).toEqual([]);
  });
});
