import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { redisForTests } from '../../../../dev/test-servers.ts';
import { type Backend, startBackend } from '../support/backend.ts';
import { expectWithin } from './support/bounds.ts';
import { closeLater } from './support/close-all.ts';
import { course } from './support/course.ts';
import { MortalPostgres } from './support/mortal-postgres.ts';

jest.setTimeout(120_000);

let postgres: MortalPostgres;
let backend: Backend;
beforeAll(async () => {
  postgres = closeLater(await MortalPostgres.start());
  const redis = closeLater(await redisForTests());
  backend = closeLater(await startBackend({ database: postgres, redis, env: { RATE_LIMITS: 'false' } }));
});

// One backend lives through all of them.
describe('PostgreSQL', () => {
  it('is killed, and comes back', async () => {
    const seen = await course(backend, { begin: () => postgres.kill(), end: () => postgres.revive() });
    expectWithin('postgres killed', backend, seen, {
      unready: 1_500,
      reasons: /^database (unavailable|refused)$/,
      answer: 2_000,
      ready: 1_500,
      healed: 1_500,
    });
  });

  it('freezes, and thaws', async () => {
    const seen = await course(backend, { begin: () => postgres.freeze(), end: () => postgres.thaw() });
    expectWithin('postgres frozen', backend, seen, {
      unready: 3_000,
      reasons: /^database timeout$/,
      answer: 6_000,
      ready: 3_000,
      healed: 3_000,
    });
  });

  it('is restarted cleanly', async () => {
    const seen = await course(backend, {
      begin: async () => {
        await postgres.stop();
        await postgres.revive();
      },
      end: () => {},
      // It may be over between two looks.
      unready: false,
      lasts: 0,
    });
    expect(seen.reasons.join()).toMatch(/^(database (unavailable|refused),?)*$/);
    expectWithin(
      'postgres restarted',
      backend,
      { ...seen, reasons: [] },
      { answer: 2_000, ready: 1_500, healed: 1_500 },
    );
  });
});
