import { beforeAll, expect, it, jest } from '@jest/globals';
import { migrate, startBackend, until } from '../support/backend.ts';
import { measured } from './support/bounds.ts';
import { closeLater } from './support/close-all.ts';
import { MortalPostgres } from './support/mortal-postgres.ts';
import { MortalRedis } from './support/mortal-redis.ts';
import { ask, withSessions } from './support/questions.ts';
import { StreamClient } from './support/stream-client.ts';

jest.setTimeout(60_000);

let postgres: MortalPostgres;
let redis: MortalRedis;
beforeAll(async () => {
  postgres = closeLater(await MortalPostgres.start());
  redis = closeLater(await MortalRedis.start());
  await migrate(postgres);
});

it('a backend that starts before PostgreSQL and Redis listens at once, and is ready by itself when they are', async () => {
  await Promise.all([postgres.stop(), redis.kill()]);
  const begin = performance.now();
  const backend = closeLater(
    await startBackend({ database: postgres, redis, env: withSessions, migrate: false, waitFor: 'listening' }),
  );
  measured('both away: listening', { after: performance.now() - begin });
  const said = async () => (JSON.parse((await ask(backend, 'readiness')).body) as { status: string }).status;
  expect(await ask(backend, 'readiness')).toMatchObject({ status: 503, body: expect.stringContaining('"starting"') });
  for (const question of ['read', 'write', 'session'] as const) {
    expect(await ask(backend, question)).toMatchObject({
      status: 503,
      body: expect.stringContaining('urn:arq:problem:unavailable'),
    });
  }
  expect((await ask(backend, 'status')).status).toBe(200);
  const stream = closeLater(new StreamClient([backend.url]));
  await until(() => stream.frames.length > 0);

  await postgres.revive();
  expect(await said()).toBe('starting');
  await redis.revive();
  const back = performance.now();
  await until(async () => (await said()) === 'ok', 15_000);
  measured('both away: ready', { after: performance.now() - back });
  expect(performance.now() - back).toBeLessThan(5_000);
  for (const question of ['read', 'session'] as const) expect((await ask(backend, question)).status).toBe(200);
  expect((await ask(backend, 'write')).status).toBe(204);
  // Whoever listened before the backend knew where the timeline was is told, or told to look.
  await until(() => stream.incidents.length > 0 || stream.resets > 0, 10_000);
  expect(backend.lines().filter(({ level }) => level === 'error')).toEqual([]);
});
