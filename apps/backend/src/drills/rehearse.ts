import type { IncidentEvent } from '../api/shapes.ts';
import type { Queryable } from '../database/database.ts';
import type { Alert } from '../incidents/alert.ts';
import { takeAll } from '../incidents/receive.ts';
import { eventsAfter, lastEventId } from '../incidents/store.ts';

/** More than the alerts of a drill lead to: its body is small. */
const mostEvents = 200;

/**
 * Takes alerts as those of Alertmanager are taken, by the same statements on the same tables, and undoes it before anybody
 * can see it. Within a transaction that has the writers' turn.
 * @returns the events that the streams would have told of
 */
export async function rehearse(connection: Queryable, alerts: readonly Alert[], now: Date): Promise<IncidentEvent[]> {
  await connection.query('savepoint rehearsal');
  const before = await lastEventId(connection);
  await takeAll(connection, alerts, now);
  const events = await eventsAfter(connection, before, mostEvents);
  await connection.query('rollback to savepoint rehearsal');
  return events;
}
