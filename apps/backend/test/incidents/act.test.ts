import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Database } from '../../src/database/database.ts';
import { type Action, act } from '../../src/incidents/act.ts';
import { AlertGroup } from '../../src/incidents/alert.ts';
import { receive } from '../../src/incidents/receive.ts';
import { findIncident, listIncidents } from '../../src/incidents/store.ts';
import type { Writers } from '../../src/incidents/writers.ts';
import { alert, group } from '../support/alerts.ts';
import { migratedDatabase } from '../support/database.ts';

let database: Database;
let writers: Writers;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ database, writers, close } = await migratedDatabase());
}, 30_000);
afterAll(() => close());

const now = new Date('2026-02-01T10:00:00.000Z');
const actor = { name: 'Ada', subject: 'subject-of-ada' };
let incident: string;
beforeEach(async () => {
  await receive(writers, AlertGroup.parse(group([alert({ fingerprint: randomUUID() })])), () => now);
  const { items } = await listIncidents(database, { state: ['open'], limit: 1 });
  incident = items[0]?.id ?? '';
});

const perform = (kind: Action['kind'], comment?: string) =>
  act(database, writers, { kind, incident, actor, comment }, () => now);

describe('an operator', () => {
  it('acknowledges an incident', async () => {
    const { incident: after, changed } = await perform('acknowledged', 'Looking at it');
    expect(changed).toBe(true);
    expect(after).toMatchObject({
      state: 'acknowledged',
      acknowledgedBy: 'Ada',
      acknowledgedAt: now.toISOString(),
      endedAt: null,
      timeline: [{ kind: 'opened' }, { kind: 'acknowledged', actor: 'Ada', comment: 'Looking at it' }],
    });
  });

  it('resolves it, acknowledged or not', async () => {
    expect((await perform('resolved')).incident).toMatchObject({
      state: 'resolved',
      resolvedBy: 'Ada',
      endedAt: now.toISOString(),
    });
  });

  it('changes nothing by asking twice', async () => {
    for (const kind of ['acknowledged', 'resolved'] as const) {
      await perform(kind);
      expect((await perform(kind)).changed).toBe(false);
    }
    const timeline = (await findIncident(database, incident, true))?.timeline.map(({ kind }) => kind);
    expect(timeline).toEqual(['opened', 'acknowledged', 'resolved']);
  });

  it('cannot take what is over', async () => {
    await perform('resolved');
    await expect(perform('acknowledged')).rejects.toMatchObject({ kind: 'conflict' });
  });

  it('comments whatever the state, as often as they like', async () => {
    await perform('commented', 'one');
    await perform('resolved');
    const { incident: after } = await perform('commented', "'); drop table incidents; --");
    expect(after.timeline.map(({ comment }) => comment)).toEqual([null, 'one', null, "'); drop table incidents; --"]);
  });

  it('is told if there is no such incident', async () => {
    await expect(
      act(database, writers, { kind: 'resolved', incident: randomUUID(), actor }, () => now),
    ).rejects.toMatchObject({
      kind: 'not-found',
    });
  });

  it('acts at the same time as others without a second event', async () => {
    const results = await Promise.all(Array.from({ length: 8 }, () => perform('acknowledged')));
    expect(results.filter(({ changed }) => changed)).toHaveLength(1);
  });
});

describe('the labels of an alert', () => {
  it('are for operators', async () => {
    expect((await findIncident(database, incident, false))?.labels).toBeNull();
    expect((await findIncident(database, incident, true))?.labels).toMatchObject({ alertname: 'ArqBackendDown' });
  });
});
