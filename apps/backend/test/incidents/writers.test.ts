import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Database } from '../../src/database/database.ts';
import { Writers } from '../../src/incidents/writers.ts';
import { migratedDatabase } from '../support/database.ts';

let database: Database;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ database, close } = await migratedDatabase());
}, 60_000);
afterAll(() => close());

/** A transaction that lasts until it is let go. */
function held(writers: Writers) {
  let letGo = () => {};
  const lasting = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  return { letGo, done: writers.write(() => lasting) };
}

describe('writers of events', () => {
  it('leave connections to readers while they wait', async () => {
    const writers = new Writers(database);
    const first = held(writers);
    const others = Array.from({ length: 50 }, () => writers.write(async () => 'written'));
    await expect(database.query('select 1 as one')).resolves.toEqual([{ one: 1 }]);
    first.letGo();
    await first.done;
    expect(await Promise.all(others)).toEqual(Array(50).fill('written'));
  });

  it('go on after one of them failed', async () => {
    const writers = new Writers(database);
    const failed = writers.write(async () => {
      throw new Error('no');
    });
    const next = writers.write(async () => 'written');
    await expect(failed).rejects.toThrow('no');
    await expect(next).resolves.toBe('written');
  });

  it('are refused when too many wait', async () => {
    const writers = new Writers(database);
    const first = held(writers);
    const others = Array.from({ length: 99 }, () => writers.write(async () => undefined));
    expect(() => writers.write(async () => undefined)).toThrow(expect.objectContaining({ kind: 'unavailable' }));
    first.letGo();
    await Promise.all([first.done, ...others]);
    await expect(writers.write(async () => 'written')).resolves.toBe('written');
  });
});
