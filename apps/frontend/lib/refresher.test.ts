import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Refresher } from './refresher.ts';
import { repeatForHistory, repeatWithBackoff } from './repeat.ts';

beforeEach(() => {
  jest.useFakeTimers({ now: Date.parse('2026-01-31T12:00:00.000Z') });
});
afterEach(() => {
  jest.useRealTimers();
});

const setUp = (random = 0) => {
  const refresh = jest.fn();
  return { refresh, refresher: new Refresher({ refresh, random: () => random }) };
};

describe('Refresher', () => {
  it('gathers what happens within a second and a half', () => {
    const { refresh, refresher } = setUp();
    for (let event = 0; event < 10; event += 1) refresher.soon();
    jest.advanceTimersByTime(1_499);
    expect(refresh).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(refresh).toHaveBeenCalledTimes(1);
    refresher.soon();
    jest.advanceTimersByTime(1_500);
    expect(refresh).toHaveBeenCalledTimes(2);
  });

  it('does not put off what goes on happening', () => {
    const { refresh, refresher } = setUp();
    for (let event = 0; event < 30; event += 1) {
      refresher.soon();
      jest.advanceTimersByTime(500);
    }
    expect(refresh.mock.calls.length).toBeGreaterThanOrEqual(5);
  });

  it('spreads browsers', () => {
    const { refresh, refresher } = setUp(0.99);
    refresher.soon();
    jest.advanceTimersByTime(2_000);
    expect(refresh).not.toHaveBeenCalled();
    jest.advanceTimersByTime(300);
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  it('follows polls at most every thirty seconds', () => {
    const { refresh, refresher } = setUp();
    for (let second = 0; second < 60; second += 10) {
      refresher.sometimes();
      jest.advanceTimersByTime(10_000);
    }
    expect(refresh).toHaveBeenCalledTimes(2);
  });

  it('forgets what was to come once it has refreshed or is stopped', () => {
    const { refresh, refresher } = setUp();
    refresher.soon();
    refresher.now();
    refresher.soon();
    refresher.stop();
    jest.advanceTimersByTime(10_000);
    expect(refresh).toHaveBeenCalledTimes(1);
  });
});

describe('repeatWithBackoff', () => {
  it('acts at once, then ever less often, and never stops by itself', () => {
    const act = jest.fn();
    const stop = repeatWithBackoff(act);
    expect(act).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(36_000);
    expect(act.mock.calls.length).toBeGreaterThanOrEqual(4);
    expect(act.mock.calls.length).toBeLessThanOrEqual(5);
    act.mockClear();
    jest.advanceTimersByTime(600_000);
    expect(act.mock.calls.length).toBeGreaterThanOrEqual(9);
    expect(act.mock.calls.length).toBeLessThanOrEqual(14);
    stop();
    act.mockClear();
    jest.advanceTimersByTime(600_000);
    expect(act).not.toHaveBeenCalled();
  });
});

describe('repeatForHistory', () => {
  it('acts every five minutes until it is stopped', () => {
    const act = jest.fn();
    const stop = repeatForHistory(act);
    jest.advanceTimersByTime(900_000);
    expect(act).toHaveBeenCalledTimes(3);
    stop();
    jest.advanceTimersByTime(900_000);
    expect(act).toHaveBeenCalledTimes(3);
  });

  it('acts just after midnight in UTC', () => {
    jest.setSystemTime(Date.parse('2026-01-31T23:59:00.000Z'));
    const act = jest.fn();
    const stop = repeatForHistory(act);
    jest.advanceTimersByTime(59_999);
    expect(act).not.toHaveBeenCalled();
    jest.advanceTimersByTime(20_002);
    expect(act).toHaveBeenCalledTimes(1);
    stop();
  });
});
