import { describe, expect, it } from '@jest/globals';
import { StreamLimits } from '../../src/status/stream-limits.ts';

describe('streams', () => {
  it('are limited for each address, until one of its own ends', () => {
    const limits = new StreamLimits();
    const releases: (() => void)[] = [];
    const open = (address: string) => limits.admit(address, (release) => releases.push(release));
    for (let index = 0; index < 100; index += 1) expect(open('198.51.100.1')).toBeUndefined();
    expect(open('198.51.100.1')).toBe('address');
    expect(open('198.51.100.2')).toBeUndefined();
    releases[0]?.();
    expect(open('198.51.100.1')).toBeUndefined();
    expect(open('198.51.100.1')).toBe('address');
  });

  it('are limited in all', () => {
    const limits = new StreamLimits();
    const releases: (() => void)[] = [];
    const open = (index: number) => limits.admit(`2001:db8::${index}`, (release) => releases.push(release));
    for (let index = 0; index < 5_000; index += 1) expect(open(index)).toBeUndefined();
    expect(open(5_000)).toBe('full');
    releases[0]?.();
    expect(open(5_000)).toBeUndefined();
  });
});
