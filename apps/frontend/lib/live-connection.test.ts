import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { sampleStatus } from '../test/sample-data.ts';
import { LiveConnection, type LiveMode, RateLimited, type Stream } from './live-connection.ts';

class FakeStream implements Stream {
  readyState = 0;
  readonly #listeners = new Map<string, (event: { data?: unknown }) => void>();

  addEventListener(type: string, listener: (event: { data?: unknown }) => void): void {
    this.#listeners.set(type, listener);
  }

  close(): void {
    this.readyState = 2;
  }

  send(type: string, data?: unknown): void {
    this.#listeners.get(type)?.({ data: JSON.stringify(data) });
  }
}

const status = sampleStatus();

function setUp() {
  const streams: FakeStream[] = [];
  const modes: LiveMode[] = [];
  const calls = { status: 0, incident: 0, reset: 0, fetched: 0, polled: 0 };
  const api = { answers: true, limits: false };
  const connection = new LiveConnection({
    openStream: () => {
      const stream = new FakeStream();
      streams.push(stream);
      return stream;
    },
    fetchStatus: async () => {
      calls.fetched += 1;
      if (api.limits) throw new RateLimited();
      if (!api.answers) throw new Error('away');
      return status;
    },
    onMode: (mode) => modes.push(mode),
    onStatus: () => {
      calls.status += 1;
    },
    onIncident: () => {
      calls.incident += 1;
    },
    onReset: () => {
      calls.reset += 1;
    },
    onPoll: () => {
      calls.polled += 1;
    },
  });
  connection.start();
  const latest = () => {
    const stream = streams.at(-1);
    if (!stream) throw new Error('No stream was opened');
    return stream;
  };
  return { connection, streams, modes, calls, api, latest };
}

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('LiveConnection', () => {
  it('is live with the first status, and hands on what comes', () => {
    const { modes, calls, latest } = setUp();
    latest().send('status', status);
    latest().send('incident', {});
    expect(modes).toEqual(['live']);
    expect(calls).toEqual({ status: 1, incident: 1, reset: 1, fetched: 0, polled: 0 });
    latest().send('reset');
    expect(calls.reset).toBe(2);
  });

  it('loads once what happened before the first stream', () => {
    const { calls, latest } = setUp();
    expect(calls.reset).toBe(0);
    for (let time = 0; time < 3; time += 1) latest().send('status', status);
    expect(calls.reset).toBe(1);
  });

  it('frees the connection while it is stopped, and then loads what it missed', async () => {
    const { connection, modes, calls, latest, streams } = setUp();
    connection.start();
    expect(streams).toHaveLength(1);
    latest().send('status', status);
    connection.stop();
    expect(streams[0]?.readyState).toBe(2);
    await jest.advanceTimersByTimeAsync(120_000);
    expect([streams.length, calls.fetched]).toEqual([1, 0]);
    connection.start();
    latest().send('status', status);
    expect(modes).toEqual(['live', 'connecting', 'live']);
    expect([streams.length, calls.reset]).toEqual([2, 2]);
  });

  it('tells being asked too often from no answer', async () => {
    const { modes, api, latest } = setUp();
    api.limits = true;
    latest().close();
    latest().send('error');
    await jest.advanceTimersByTimeAsync(0);
    expect(modes).toEqual(['limited']);
  });

  it('lets the browser try again once', async () => {
    const { modes, calls, latest, streams } = setUp();
    latest().send('status', status);
    latest().send('error');
    latest().send('status', status);
    latest().send('error');
    await jest.advanceTimersByTimeAsync(1000);
    expect(modes).toEqual(['live']);
    expect(streams).toHaveLength(1);
    expect(calls.fetched).toBe(0);
  });

  it('polls after two failures, and comes back to the stream', async () => {
    const { modes, calls, latest, streams } = setUp();
    latest().send('status', status);
    latest().send('error');
    latest().send('error');
    await jest.advanceTimersByTimeAsync(0);
    expect(modes).toEqual(['live', 'polling']);
    expect([calls.fetched, calls.polled]).toEqual([1, 1]);
    await jest.advanceTimersByTimeAsync(10_000);
    expect([calls.fetched, calls.polled]).toEqual([2, 2]);
    expect(streams).toHaveLength(2);
    latest().send('status', status);
    expect(modes).toEqual(['live', 'polling', 'live']);
    expect(calls.reset).toBe(2);
    await jest.advanceTimersByTimeAsync(30_000);
    expect(calls.fetched).toBe(2);
  });

  it('gives up a stream that was refused at once', async () => {
    const { modes, latest } = setUp();
    latest().close();
    latest().send('error');
    await jest.advanceTimersByTimeAsync(0);
    expect(modes).toEqual(['polling']);
  });

  it('polls when the stream is silent for forty seconds', async () => {
    const { modes, latest } = setUp();
    latest().send('status', status);
    await jest.advanceTimersByTimeAsync(39_000);
    expect(modes).toEqual(['live']);
    await jest.advanceTimersByTimeAsync(1_500);
    expect(modes).toEqual(['live', 'polling']);
  });

  it('is offline while nothing answers, and asks on', async () => {
    const { modes, api, latest, calls } = setUp();
    api.answers = false;
    latest().send('error');
    latest().send('error');
    await jest.advanceTimersByTimeAsync(0);
    expect(modes).toEqual(['offline']);
    api.answers = true;
    await jest.advanceTimersByTimeAsync(10_000);
    expect(modes).toEqual(['offline', 'polling']);
    expect([calls.fetched, calls.polled]).toEqual([2, 1]);
  });

  it('waits longer each time, up to a minute', async () => {
    const { latest, streams } = setUp();
    const waits: number[] = [];
    for (let round = 0; round < 7; round += 1) {
      latest().close();
      latest().send('error');
      const before = streams.length;
      let seconds = 0;
      while (streams.length === before && seconds < 200) {
        await jest.advanceTimersByTimeAsync(1000);
        seconds += 1;
      }
      waits.push(seconds);
    }
    expect(waits[0]).toBeLessThanOrEqual(7);
    expect(waits.at(-1)).toBeGreaterThanOrEqual(45);
    expect(waits.at(-1)).toBeLessThanOrEqual(75);
  });

  it('tries at once when the network is back', async () => {
    const { connection, latest, streams } = setUp();
    latest().close();
    latest().send('error');
    connection.retryNow();
    expect(streams).toHaveLength(2);
    connection.retryNow();
    expect(streams).toHaveLength(2);
  });

  it('is quiet once it is stopped', async () => {
    const { connection, calls, latest, streams, modes } = setUp();
    latest().send('status', status);
    connection.stop();
    connection.retryNow();
    await jest.advanceTimersByTimeAsync(120_000);
    expect(calls.fetched).toBe(0);
    expect(streams).toHaveLength(1);
    expect(modes).toEqual(['live', 'connecting']);
  });
});
