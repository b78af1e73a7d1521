import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Database } from '../../src/database/database.ts';
import { AlertGroup } from '../../src/incidents/alert.ts';
import { receive } from '../../src/incidents/receive.ts';
import { eventsAfter, findIncident, lastEventId, listIncidents } from '../../src/incidents/store.ts';
import { Writers } from '../../src/incidents/writers.ts';
import { alert, group, resolved, type TestAlert } from '../support/alerts.ts';
import { migratedDatabase } from '../support/database.ts';

let database: Database;
let writers: Writers;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ database, writers, close } = await migratedDatabase());
}, 30_000);
afterAll(() => close());

const start = '2026-01-01T10:00:00.123456789Z';
const end = '2026-01-01T10:05:00.5Z';
const now = new Date('2026-01-01T10:06:00Z');
const minutesLater = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

let count = 0;
const unique = (changes: Partial<TestAlert> = {}) =>
  alert({ fingerprint: `fingerprint-${++count}`, startsAt: start, ...changes });
const deliver = (alerts: TestAlert[], at = now, by = writers) => receive(by, AlertGroup.parse(group(alerts)), () => at);
/** As another replica would take it. */
const deliverElsewhere = (alerts: TestAlert[]) => deliver(alerts, now, new Writers(database));

async function incidentOf({ fingerprint }: TestAlert) {
  const rows = await database.query<{ id: string }>(
    'select id from incidents where fingerprint = $1 order by started_at',
    [fingerprint],
  );
  expect(rows).toHaveLength(1);
  const incident = await findIncident(database, rows[0]?.id ?? '', true);
  if (!incident) throw new Error(`no incident for ${fingerprint}`);
  return incident;
}
const kindsOf = async (delivered: TestAlert) => (await incidentOf(delivered)).timeline.map(({ kind }) => kind);

describe('a delivery', () => {
  it('opens an incident with what the alert says', async () => {
    const firing = unique();
    await deliver([firing]);
    expect(await incidentOf(firing)).toMatchObject({
      alert: 'ArqBackendDown',
      severity: 'critical',
      tier: 'backend',
      state: 'open',
      summary: firing.annotations['summary'],
      startedAt: '2026-01-01T10:00:00.123Z',
      endedAt: null,
      labels: firing.labels,
      timeline: [{ kind: 'opened', at: now.toISOString(), actor: null }],
    });
  });

  it('resolves an incident when the alert ends', async () => {
    const firing = unique();
    await deliver([firing]);
    await deliver([resolved(firing, end)], minutesLater(1));
    expect(await incidentOf(firing)).toMatchObject({
      state: 'resolved',
      endedAt: '2026-01-01T10:05:00.500Z',
      resolvedBy: null,
    });
    expect(await kindsOf(firing)).toEqual(['opened', 'resolved']);
  });

  it('takes an alert that starts anew after its end for another incident', async () => {
    const first = unique();
    await deliver([first]);
    await deliver([resolved(first, end)]);
    await deliver([{ ...first, startsAt: '2026-01-01T11:00:00Z' }]);
    const rows = await database.query('select state from incidents where fingerprint = $1 order by started_at', [
      first.fingerprint,
    ]);
    expect(rows).toEqual([{ state: 'resolved' }, { state: 'open' }]);
  });

  it.each(['2026-01-01T09:59:55Z', '2026-01-01T10:00:05Z'])(
    'goes on with an incident whose alert has another start, %s, since Prometheus was restarted',
    async (startsAt) => {
      const firing = unique();
      await deliver([firing]);
      await deliver([{ ...firing, startsAt }]);
      expect(await kindsOf(firing)).toEqual(['opened']);
      await deliver([resolved({ ...firing, startsAt }, end)]);
      expect(await incidentOf(firing)).toMatchObject({ state: 'resolved', endedAt: '2026-01-01T10:05:00.500Z' });
    },
  );

  it('does not take the end of an earlier occurrence for that of this one', async () => {
    const firing = unique();
    await deliver([firing]);
    await deliver([resolved({ ...firing, startsAt: '2026-01-01T08:00:00Z' }, '2026-01-01T08:30:00Z')]);
    const rows = await database.query('select state from incidents where fingerprint = $1 order by started_at', [
      firing.fingerprint,
    ]);
    expect(rows).toEqual([{ state: 'resolved' }, { state: 'open' }]);
  });

  it('may say two things of the same alert', async () => {
    const firing = unique();
    const receipt = await deliver([firing, resolved(firing, end), firing]);
    expect(receipt.decisions).toEqual(['open', 'resolve', 'ignore']);
    expect(await kindsOf(firing)).toEqual(['opened', 'resolved']);
  });

  it('takes as many statements for a thousand alerts as for one', async () => {
    const countOf = async (alerts: TestAlert[]) => {
      let statements = 0;
      const counted = new Writers({
        ...database,
        transaction: (run) =>
          database.transaction((connection) =>
            run({
              query: (text, values) => {
                statements += 1;
                return connection.query(text, values);
              },
            }),
          ),
      });
      await receive(counted, AlertGroup.parse(group(alerts)), () => now);
      return statements;
    };
    const many = Array.from({ length: 1_000 }, () => unique());
    const one = await countOf([unique()]);
    expect(await countOf(many)).toBe(one);
    expect(await countOf(many.map((firing) => resolved(firing, end)))).toBe(one);
  }, 30_000);

  it.each([
    ['a summary', { annotations: { summary: 'x'.repeat(1_000_000) } }],
    ['a description', { annotations: { summary: 's', description: 'x'.repeat(1_000_000) } }],
    ['a label', { labels: { pod: 'x'.repeat(1_000_000) } }],
  ])('keeps what fits of %s that is too long', async (_, changes) => {
    const firing = unique(changes as Partial<TestAlert>);
    await deliver([firing]);
    expect(JSON.stringify(await incidentOf(firing)).length).toBeLessThan(10_000);
  });

  it('reopens an incident whose alert fires on long after its end was reported', async () => {
    const firing = unique();
    await deliver([firing]);
    await deliver([resolved(firing, end)]);
    await deliver([firing], minutesLater(11));
    expect(await incidentOf(firing)).toMatchObject({ state: 'open', endedAt: null });
    await deliver([resolved(firing, end)], minutesLater(12));
    expect(await kindsOf(firing)).toEqual(['opened', 'resolved', 'reopened', 'resolved']);
  });

  it('shows what the alert says now, without an event', async () => {
    const firing = unique();
    await deliver([firing]);
    await deliver([{ ...firing, annotations: { summary: 'It is worse now' } }], minutesLater(1));
    expect(await incidentOf(firing)).toMatchObject({ summary: 'It is worse now', description: null, runbookUrl: null });
    expect(await kindsOf(firing)).toEqual(['opened']);
  });

  it('never ends an incident before its start', async () => {
    const firing = unique();
    await deliver([resolved(firing, '2025-12-31T00:00:00Z')]);
    const incident = await incidentOf(firing);
    expect(incident.endedAt).toBe(incident.startedAt);
  });

  it('is taken as a whole or not at all', async () => {
    const good = unique();
    // PostgreSQL knows no such month; the check of shapes is passed by.
    const bad = { ...unique(), startsAt: '2026-13-01T00:00:00Z' };
    await expect(receive(writers, group([good, bad]) as unknown as AlertGroup, () => now)).rejects.toThrow();
    expect(await database.query('select 1 from incidents where fingerprint = $1', [good.fingerprint])).toEqual([]);
  });

  it('stores text that would be code elsewhere as it is', async () => {
    const firing = unique({ annotations: { summary: "'); drop table incidents; -- <script>\u0000\ud800" } });
    await deliver([firing]);
    expect((await incidentOf(firing)).summary).toBe("'); drop table incidents; -- <script>��");
  });
});

describe('whatever the order and number of deliveries', () => {
  it('an incident ends as its alert did, with one opening and one end', async () => {
    await fc.assert(
      fc.asyncProperty(
        // Each alert: does it end, and in which order and how often is it delivered? 0 is firing, 1 resolved.
        fc.array(fc.array(fc.constantFrom<0 | 1>(0, 1), { minLength: 1, maxLength: 6 }), {
          minLength: 1,
          maxLength: 4,
        }),
        async (histories) => {
          const alerts = histories.map((history) => ({ firing: unique(), history }));
          const rounds = Math.max(...histories.map(({ length }) => length));
          // Alertmanager groups whatever changes at a time.
          for (let round = 0; round < rounds; round += 1) {
            await deliver(
              alerts.flatMap(({ firing, history }) => {
                if (history[round] === undefined) return [];
                return [history[round] === 1 ? resolved(firing, end) : firing];
              }),
            );
          }
          for (const { firing, history } of alerts) {
            const ends = history.includes(1);
            expect((await incidentOf(firing)).state).toBe(ends ? 'resolved' : 'open');
            expect(await kindsOf(firing)).toEqual(ends ? ['opened', 'resolved'] : ['opened']);
          }
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);

  it('deliveries at the same time lead to one incident', async () => {
    const firing = unique();
    await Promise.all(Array.from({ length: 8 }, () => deliverElsewhere([firing])));
    await Promise.all(
      Array.from({ length: 8 }, (_, index) => deliverElsewhere([index % 2 ? firing : resolved(firing, end)])),
    );
    expect(await kindsOf(firing)).toEqual(['opened', 'resolved']);
  });
});

describe('events', () => {
  it('become visible in the order of their ids', async () => {
    let position = await lastEventId(database);
    const begin = position;
    const seen: string[] = [];
    let isDone = false;
    const follow = async () => {
      for (;;) {
        const wasDone = isDone;
        const events = await eventsAfter(database, position, 7);
        seen.push(...events.map(({ event }) => event.id));
        position = BigInt(seen.at(-1) ?? position);
        if (wasDone && events.length === 0) return;
      }
    };
    const following = follow();
    // Some write much and take long, some are quick: without their turn they would overtake each other.
    await Promise.all(
      Array.from({ length: 24 }, (_, index) =>
        deliverElsewhere(Array.from({ length: index % 3 ? 1 : 12 }, () => unique())),
      ),
    );
    isDone = true;
    await following;
    const written = await database.query<{ id: string }>('select id from incident_events where id > $1 order by id', [
      begin.toString(),
    ]);
    expect(written).toHaveLength(8 * 12 + 16);
    expect(seen).toEqual(written.map(({ id }) => id));
  }, 30_000);
});

describe('a list', () => {
  it('gives every incident once, newest first, whatever arrives in between', async () => {
    const before = (
      await database.query<{ id: string }>('select id from incidents order by started_at desc, id desc')
    ).map(({ id }) => id);
    const listed: string[] = [];
    let cursor: { startedAt: string; id: string } | undefined;
    do {
      const page = await listIncidents(database, { limit: 7, cursor });
      listed.push(...page.items.map(({ id }) => id));
      // The newest of all comes before every page that is still to be read.
      await deliver([unique({ startsAt: '2026-02-01T00:00:00Z' })]);
      const [startedAt, id] = page.nextCursor ? JSON.parse(Buffer.from(page.nextCursor, 'base64url').toString()) : [];
      cursor = id ? { startedAt, id } : undefined;
    } while (cursor);
    expect(listed).toEqual(before);
  }, 30_000);

  it('is narrowed by state, severity and tier together', async () => {
    const wanted = unique({ labels: { tier: 'redis', severity: 'warning' } });
    await deliver([
      wanted,
      unique({ labels: { tier: 'redis', severity: 'critical' } }),
      resolved(unique({ labels: { tier: 'redis', severity: 'warning' } }), end),
    ]);
    const { items } = await listIncidents(database, {
      state: ['open', 'acknowledged'],
      severity: ['warning', 'info'],
      tier: ['redis'],
      limit: 100,
    });
    expect(items.map(({ id }) => id)).toEqual([(await incidentOf(wanted)).id]);
  });
});
