import { describe, expect, it } from '@jest/globals';
import { ar } from './ar.ts';
import { en } from './en.ts';
import { formatOf } from './format.ts';

const english = formatOf('en');
const arabic = formatOf('ar');
const noon = Date.parse('2026-01-31T12:00:00.000Z');

describe('plural', () => {
  it.each([
    [0, 'لا حوادث مفتوحة'],
    [1, 'حادث مفتوح واحد'],
    [2, 'حادثان مفتوحان'],
    [3, '٣ حوادث مفتوحة'],
    [10, '١٠ حوادث مفتوحة'],
    [11, '١١ حادثًا مفتوحًا'],
    [99, '٩٩ حادثًا مفتوحًا'],
    [100, '١٠٠ حادث مفتوح'],
    [103, '١٠٣ حوادث مفتوحة'],
  ])('counts %d incidents in Arabic', (count, text) => {
    expect(arabic.plural(ar.openIncidents, count)).toBe(text);
  });

  it('counts in English', () => {
    expect([1, 2, 1200].map((count) => english.plural(en.openIncidents, count))).toEqual([
      '1 open incident',
      '2 open incidents',
      '1,200 open incidents',
    ]);
  });
});

describe('percent', () => {
  it.each([
    [1, '100%'],
    [0.99996, '99.99%'],
    [0.9999, '99.99%'],
    [0.5, '50%'],
    [0, '0%'],
  ])('writes %d without claiming more than there was', (part, text) => {
    expect(english.percent(part)).toBe(text);
  });
});

describe('relative', () => {
  it.each([
    [0, 'now'],
    [-59_000, '59 seconds ago'],
    [-60_000, '1 minute ago'],
    [-3_599_000, '59 minutes ago'],
    [-3_600_000, '1 hour ago'],
    [-86_400_000, 'yesterday'],
    [-10 * 86_400_000, '10 days ago'],
    [120_000, 'in 2 minutes'],
  ])('says %d ms as "%s"', (offset, text) => {
    expect(english.relative(noon + offset, noon)).toBe(text);
  });

  it('speaks Arabic', () => {
    expect(arabic.relative(noon - 120_000, noon)).toBe('قبل دقيقتين');
  });
});

describe('duration', () => {
  it.each([
    [0, '0 seconds'],
    [59, '59 seconds'],
    [3600, '1 hour'],
    [3660, '1 hour and 1 minute'],
    [90_061, '1 day and 1 hour'],
    [-5, '0 seconds'],
  ])('says %d s as "%s"', (seconds, text) => {
    expect(english.duration(seconds)).toBe(text);
  });
});

describe('duration within a sentence', () => {
  it.each([
    [2, 'ثانيتين'],
    [60, 'دقيقة واحدة'],
    [120, 'دقيقتين'],
    [7200, 'ساعتين'],
    [7320, 'ساعتين ودقيقتين'],
    [2 * 86_400, 'يومين'],
    [3 * 86_400, '٣ أيام'],
    [11 * 86_400, '١١ يومًا'],
    [0, '٠ ثانية'],
  ])('takes %d s after منذ as "%s"', (seconds, text) => {
    expect(arabic.duration(seconds, ar.units)).toBe(text);
  });

  it('stands by itself in the nominative', () => {
    expect(arabic.duration(7200)).toBe('ساعتان');
  });

  it('is the same in English', () => {
    expect([0, 1, 3660, 90_061].map((seconds) => english.duration(seconds, en.units))).toEqual(
      [0, 1, 3660, 90_061].map((seconds) => english.duration(seconds)),
    );
  });
});

describe('times', () => {
  it('are in the zone that is asked for', () => {
    expect(formatOf('en', 'Asia/Riyadh').time(noon)).toBe('15:00');
    expect(english.time(noon)).toBe('12:00');
  });

  it('name the day where it is another one', () => {
    expect(english.since(noon, noon + 3_600_000)).toBe('12:00');
    expect(english.since(noon, noon + 86_400_000)).toBe('31 January 2026 at 12:00');
  });

  it('keep days of the calendar where they are', () => {
    expect(formatOf('en', 'America/Los_Angeles').day('2026-01-31')).toBe('31 January 2026');
    expect(arabic.day('2026-01-31')).toBe('٣١ يناير ٢٠٢٦');
  });
});

describe('text', () => {
  it('puts values in place, and leaves unknown places alone', () => {
    expect(english.text('{a} of {b} {c}', { a: 1, b: 'two' })).toBe('1 of two {c}');
  });
});
