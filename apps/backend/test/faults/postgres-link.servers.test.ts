import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { postgresForTests, redisForTests } from '../../../../dev/test-servers.ts';
import { type Backend, startBackend } from '../support/backend.ts';
import { expectWithin } from './support/bounds.ts';
import { closeLater } from './support/close-all.ts';
import { course } from './support/course.ts';
import { TcpLink } from './support/tcp-link.ts';

jest.setTimeout(120_000);

let link: TcpLink;
let backend: Backend;
beforeAll(async () => {
  const postgres = closeLater(await postgresForTests());
  const redis = closeLater(await redisForTests());
  link = closeLater(await TcpLink.start(postgres.url));
  backend = closeLater(await startBackend({ database: link, redis, env: { RATE_LIMITS: 'false' } }));
});

describe('the way to PostgreSQL', () => {
  it('is slow, but not too slow', async () => {
    const seen = await course(backend, {
      // Writers take turns, so that a delivery every 100 ms would be too much here.
      asked: ['read', 'status'],
      begin: () => link.delay(200),
      end: () => link.restore(),
      unready: false,
      lasts: 4_000,
    });
    expect(seen.answers.filter(({ status }) => status !== 200)).toEqual([]);
    expectWithin(
      'postgres 200 ms away',
      backend,
      { ...seen, reasons: [] },
      { answer: 6_000, ready: 1_500, healed: 3_000 },
    );
  });

  it('is too slow to be of use', async () => {
    const seen = await course(backend, { begin: () => link.delay(2_500), end: () => link.restore(), lasts: 3_000 });
    expectWithin('postgres 2.5 s away', backend, seen, {
      unready: 4_000,
      reasons: /^database timeout$/,
      answer: 8_000,
      ready: 3_000,
      healed: 6_000,
    });
  });

  it('is silent', async () => {
    const seen = await course(backend, { begin: () => link.stall(), end: () => link.restore() });
    expectWithin('postgres silent', backend, seen, {
      unready: 3_000,
      reasons: /^database timeout$/,
      answer: 6_000,
      ready: 3_000,
      healed: 3_000,
    });
  });

  it('is closed from the other side', async () => {
    const seen = await course(backend, { begin: () => link.halfClose(), end: () => link.restore() });
    expectWithin('postgres half closed', backend, seen, {
      unready: 1_500,
      reasons: /^database (unavailable|timeout)$/,
      answer: 2_000,
      ready: 1_500,
      healed: 1_500,
    });
  });

  it('forgets connections that are open', async () => {
    const seen = await course(backend, { begin: () => link.forget(), end: () => {}, unready: false, lasts: 0 });
    expectWithin(
      'postgres connections forgotten',
      backend,
      { ...seen, reasons: [] },
      { answer: 6_000, ready: 6_000, healed: 6_000 },
    );
  });
});
