import { describe, expect, it } from '@jest/globals';
import type { Options } from 'express-rate-limit';
import { SharedStore } from '../../src/http/shared-store.ts';
import type { Redis } from '../../src/redis/redis.ts';
import { silent } from '../support/database.ts';

/** Counts as Redis does, and answers as it is told to. */
class Counter {
  total = 0;
  answers: 'in time' | 'too late' = 'in time';

  get redis(): Redis {
    const multi = () => {
      let by = 0;
      const commands = {
        set: () => commands,
        incrBy: (_key: string, amount: number) => {
          by = amount;
          return commands;
        },
        pTTL: () => commands,
        exec: async () => {
          this.total += by;
          if (this.answers === 'too late') throw new Error('no answer within 1000 ms');
          return ['OK', this.total, 60_000];
        },
      };
      return commands;
    };
    return { run: (command: (client: unknown) => Promise<unknown>) => command({ multi }) } as unknown as Redis;
  }
}

function storeOn(counter: Counter): SharedStore {
  const store = new SharedStore(counter.redis, silent, 'read');
  store.init({ windowMs: 60_000 } as Options);
  return store;
}
const shared = () => new Promise((resolve) => setTimeout(resolve, 350));

describe('counts of requests', () => {
  it('are added up across replicas', async () => {
    const counter = new Counter();
    const [here, there] = [storeOn(counter), storeOn(counter)];
    for (let index = 0; index < 3; index += 1) here.increment('a');
    for (let index = 0; index < 4; index += 1) there.increment('a');
    await shared();
    here.increment('a');
    await shared();
    expect(here.increment('a').totalHits).toBe(9);
  });

  it('count once what Redis took without an answer', async () => {
    const counter = new Counter();
    counter.answers = 'too late';
    const store = storeOn(counter);
    store.increment('a');
    await shared();
    counter.answers = 'in time';
    expect(store.increment('a').totalHits).toBe(2);
    await shared();
    expect(counter.total).toBe(2);
  });

  it('go on while Redis is away', async () => {
    const counter = new Counter();
    counter.answers = 'too late';
    const store = storeOn(counter);
    for (let index = 1; index <= 3; index += 1) {
      expect(store.increment('a').totalHits).toBe(index);
      await shared();
    }
  });
});
