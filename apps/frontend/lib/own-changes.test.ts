import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { OwnChanges } from './own-changes.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('OwnChanges', () => {
  it('recognises the event of a change once', () => {
    const own = new OwnChanges();
    own.expect('a', 'acknowledged');
    expect(own.take('b', 'acknowledged')).toBe(false);
    expect(own.take('a', 'resolved')).toBe(false);
    expect([own.take('a', 'acknowledged'), own.take('a', 'acknowledged')]).toEqual([true, false]);
  });

  it('expects nothing of what was refused, or was long ago', () => {
    const own = new OwnChanges();
    own.expect('a', 'resolved');
    own.forget('a', 'resolved');
    expect(own.take('a', 'resolved')).toBe(false);
    own.expect('a', 'resolved');
    jest.advanceTimersByTime(20_000);
    expect(own.take('a', 'resolved')).toBe(false);
  });
});
