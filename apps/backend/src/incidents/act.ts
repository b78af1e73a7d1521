import type { IncidentDetail, IncidentState } from '../api/shapes.ts';
import type { Database, Queryable } from '../database/database.ts';
import { ProblemError } from '../http/problem.ts';
import { type Actor, appendAll } from './append.ts';
import { findIncident } from './store.ts';
import type { Writers } from './writers.ts';

/** What an operator does to an incident. */
export interface Action {
  readonly kind: 'acknowledged' | 'resolved' | 'commented';
  readonly incident: string;
  readonly actor: Actor;
  readonly comment?: string | undefined;
}

/**
 * Does what an operator asks for; asking twice for the same state changes nothing.
 * @param clock asked once the turn has come
 * @returns the incident as it is then, and whether anything changed
 * @throws ProblemError `not-found`, or `conflict` where the state does not allow it
 */
export async function act(
  database: Database,
  writers: Writers,
  action: Action,
  clock: () => Date,
): Promise<{ incident: IncidentDetail; changed: boolean }> {
  const changed = await writers.write(async (connection) => {
    const now = clock();
    const [row] = await connection.query<{ state: IncidentState }>('select state from incidents where id = $1', [
      action.incident,
    ]);
    if (!row) throw new ProblemError('not-found');
    if (!(await change(connection, action, row.state, now))) return false;
    await appendAll(connection, [{ ...action, at: now }]);
    return true;
  });
  const incident = await findIncident(database, action.incident, true);
  if (!incident) throw new ProblemError('not-found');
  return { incident, changed };
}

async function change(
  connection: Queryable,
  { kind, incident, actor }: Action,
  state: IncidentState,
  now: Date,
): Promise<boolean> {
  if (kind === 'commented') {
    await connection.query('update incidents set updated_at = $2 where id = $1', [incident, now]);
    return true;
  }
  if (kind === state) return false;
  if (kind === 'acknowledged') {
    if (state === 'resolved') throw new ProblemError('conflict', { detail: 'The incident is resolved already.' });
    await connection.query(
      `update incidents set state = 'acknowledged', acknowledged_at = $2, acknowledged_by = $3, updated_at = $2
       where id = $1`,
      [incident, now, actor.name],
    );
    return true;
  }
  await connection.query(
    `update incidents set state = 'resolved', ended_at = greatest($2, started_at), resolved_by = $3, updated_at = $2
     where id = $1`,
    [incident, now, actor.name],
  );
  return true;
}
