import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, jest } from '@jest/globals';
import { redisForTests } from '../../../../dev/test-servers.ts';
import { startBackend } from '../support/backend.ts';
import { Alertmanager } from './support/alertmanager.ts';
import { measured } from './support/bounds.ts';
import { closeLater } from './support/close-all.ts';
import { MortalPostgres } from './support/mortal-postgres.ts';

jest.setTimeout(120_000);

it('no delivery that was answered with success is lost, whatever happens to PostgreSQL', async () => {
  const postgres = closeLater(await MortalPostgres.start());
  const redis = closeLater(await redisForTests());
  const backends = [
    closeLater(await startBackend({ database: postgres, redis })),
    closeLater(await startBackend({ database: postgres, redis, migrate: false })),
  ];
  const alertmanager = new Alertmanager(backends.map(({ url }) => url));
  const faults = [
    async () => {
      await postgres.kill();
      await sleep(300);
      await postgres.revive();
    },
    async () => {
      postgres.freeze();
      await sleep(5_000);
      postgres.thaw();
    },
    async () => {
      await postgres.stop();
      await postgres.revive();
    },
    () => postgres.ask("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'arq-backend'"),
  ];
  for (const fault of [...faults, ...faults]) {
    await sleep(1_000);
    await fault();
  }
  await sleep(2_000);
  await alertmanager.stop();

  const { delivered, retries, surprises } = alertmanager;
  measured('deliveries', { delivered: delivered.length, retries });
  expect(surprises).toEqual([]);
  expect(delivered.length).toBeGreaterThan(50);
  expect(retries).toBeGreaterThan(5);
  const stored = await postgres.ask(
    `select i.fingerprint, i.state, array_agg(e.kind order by e.id) as events
     from incidents i left join incident_events e on e.incident_id = i.id group by i.id order by i.fingerprint`,
  );
  const expected = delivered.map(({ alert, isOver }) => ({
    fingerprint: alert.fingerprint,
    state: isOver ? 'resolved' : 'open',
    events: isOver ? ['opened', 'resolved'] : ['opened'],
  }));
  const sorted = (rows: typeof expected) => rows.sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
  expect(sorted(stored as typeof expected)).toEqual(sorted(expected));
  for (const backend of backends) expect(backend.lines().filter(({ level }) => level === 'error')).toEqual([]);
});
