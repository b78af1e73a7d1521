import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Database } from '../../src/database/database.ts';
import { uptime } from '../../src/status/uptime.ts';
import { migratedDatabase } from '../support/database.ts';

let database: Database;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ database, close } = await migratedDatabase());
}, 30_000);
afterAll(() => close());
beforeEach(async () => {
  await database.query('delete from incidents');
  await database.query('update schema_migrations set run_on = $1', [installed]);
});

const now = new Date('2026-03-10T06:00:00Z');
const day = 86_400;
const days = 4;
const begin = Date.parse('2026-03-07T00:00:00Z') / 1_000;
const length = now.getTime() / 1_000 - begin;
/** Long before everything that is looked at. */
const installed = '2026-01-01T00:00:00Z';
const at = (second: number) => new Date((begin + second) * 1_000).toISOString();

interface Outage {
  readonly from: number;
  /** `undefined`: it goes on. */
  readonly to?: number | undefined;
  readonly severity?: string;
  readonly tier?: string | null;
}

async function store(outages: readonly Outage[]): Promise<void> {
  for (const { from, to, severity = 'critical', tier = 'database' } of outages) {
    await database.query(
      `insert into incidents (id, fingerprint, started_at, alert, severity, tier, state, summary, labels, ended_at, updated_at)
       values ($1, $1::uuid::text, $2, 'a', $3, $4, $5, 's', '{}', $6, now())`,
      [
        randomUUID(),
        at(from),
        severity,
        tier,
        to === undefined ? 'open' : 'resolved',
        to === undefined ? null : at(to),
      ],
    );
  }
}

async function databaseTier() {
  const found = (await uptime(database, days, now)).tiers.find(({ tier }) => tier === 'database');
  if (!found) throw new Error('the history lacks the database');
  return found;
}

describe('uptime', () => {
  it('is whole without incidents', async () => {
    const { from, to, tiers } = await uptime(database, days, now);
    expect({ from, to }).toEqual({ from: at(0), to: now.toISOString() });
    expect(tiers.map(({ tier, uptime: part }) => [tier, part])).toEqual([
      ['frontend', 1],
      ['backend', 1],
      ['database', 1],
      ['redis', 1],
    ]);
    expect(tiers[0]?.days.map(({ date }) => date)).toEqual(['2026-03-07', '2026-03-08', '2026-03-09', '2026-03-10']);
  });

  it.each<[string, Outage[], number[]]>([
    ['an hour', [{ from: 3_600, to: 7_200 }], [3_600, 0, 0, 0]],
    ['over midnight', [{ from: day - 60, to: day + 30 }], [60, 30, 0, 0]],
    ['before the period, into it', [{ from: -500, to: 100 }], [100, 0, 0, 0]],
    ['before the period', [{ from: -500, to: -100 }], [0, 0, 0, 0]],
    ['still', [{ from: 3 * day + 3_600 }], [0, 0, 0, length - 3 * day - 3_600]],
    [
      'twice at once',
      [
        { from: 0, to: 100 },
        { from: 50, to: 150 },
      ],
      [150, 0, 0, 0],
    ],
    [
      'twice',
      [
        { from: 0, to: 100 },
        { from: 200, to: 250 },
      ],
      [150, 0, 0, 0],
    ],
    ['for no time', [{ from: 100, to: 100 }], [0, 0, 0, 0]],
    ['with less than critical severity', [{ from: 0, to: 100, severity: 'warning' }], [0, 0, 0, 0]],
    [
      'elsewhere',
      [
        { from: 0, to: 100, tier: 'redis' },
        { from: 0, to: 100, tier: null },
      ],
      [0, 0, 0, 0],
    ],
  ])('counts an outage %s', async (_, outages, expected) => {
    await store(outages);
    const tier = await databaseTier();
    expect(tier.days.map(({ downtimeSeconds }) => downtimeSeconds)).toEqual(expected);
    expect(tier.uptime).toBeCloseTo(1 - expected.reduce((sum, value) => sum + value, 0) / length, 10);
  });

  it('tells nothing of the time before arQ was there', async () => {
    await database.query('update schema_migrations set run_on = $1', [at(day + 3_600)]);
    await store([{ from: day + 7_200, to: day + 10_800 }]);
    const tier = await databaseTier();
    expect(tier.days.map(({ downtimeSeconds }) => downtimeSeconds)).toEqual([null, 3_600, 0, 0]);
    expect(tier.uptime).toBeCloseTo(1 - 3_600 / (length - day - 3_600), 10);
  });

  it('begins with the first incident where that is older than the schema', async () => {
    await database.query('update schema_migrations set run_on = $1', [at(3 * day)]);
    await store([{ from: day, to: day + 60 }]);
    expect((await databaseTier()).days.map(({ downtimeSeconds }) => downtimeSeconds)).toEqual([null, 60, 0, 0]);
  });

  it('agrees with counting the seconds one by one', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: -7_200, max: length }), fc.option(fc.integer({ min: 0, max: 2 * day }))), {
          maxLength: 6,
        }),
        async (spans) => {
          await database.query('delete from incidents');
          const outages = spans.map(([from, duration]) => ({
            from,
            to: duration === null ? undefined : from + duration,
          }));
          await store(outages);
          const seconds = new Uint8Array(length);
          for (const { from, to = length } of outages) seconds.fill(1, Math.max(from, 0), Math.max(to, 0));
          const expected = Array.from({ length: days }, (_, index) =>
            seconds.subarray(index * day, (index + 1) * day).reduce((sum, value) => sum + value, 0),
          );
          expect((await databaseTier()).days.map(({ downtimeSeconds }) => downtimeSeconds)).toEqual(expected);
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);
});
