import type { IncidentDetail, IncidentEvent, IncidentPage, IncidentState, Severity, Tier } from '../api/shapes.ts';
import type { Database, Queryable } from '../database/database.ts';
import { type Cursor, encodeCursor } from './cursor.ts';
import { type EventRow, eventColumns, eventOf, type IncidentRow, incidentColumns, incidentOf } from './rows.ts';

/** What a list is narrowed to; an absent part does not narrow. */
export interface IncidentFilter {
  readonly state?: readonly IncidentState[] | undefined;
  readonly severity?: readonly Severity[] | undefined;
  readonly tier?: readonly Tier[] | undefined;
  readonly limit: number;
  readonly cursor?: Cursor | undefined;
}

/** Newest first. Pages neither repeat nor skip one, whatever arrives in between. */
export async function listIncidents(database: Database, filter: IncidentFilter): Promise<IncidentPage> {
  const { clauses, values } = conditions(filter);
  const rows = await database.query<IncidentRow & { cursor_at: string }>(
    `select ${incidentColumns},
       to_char(i.started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as cursor_at
     from incidents i ${clauses.length > 0 ? `where ${clauses.join(' and ')}` : ''}
     order by i.started_at desc, i.id desc limit $1`,
    // One more than asked for tells whether there is another page.
    [filter.limit + 1, ...values],
  );
  const page = rows.slice(0, filter.limit);
  const last = page.at(-1);
  const hasMore = rows.length > filter.limit && last;
  return {
    items: page.map(incidentOf),
    nextCursor: hasMore ? encodeCursor({ startedAt: last.cursor_at, id: last.id }) : null,
  };
}

function conditions({ state, severity, tier, cursor }: IncidentFilter) {
  const clauses: string[] = [];
  const values: unknown[] = [];
  // The limit is the first parameter.
  const parameter = (value: unknown) => `$${values.push(value) + 1}`;
  if (state) clauses.push(`i.state = any(${parameter(state)})`);
  // The planner knows the index of what goes on by this condition, not by the list.
  if (state && !state.includes('resolved')) clauses.push("i.state <> 'resolved'");
  if (severity) clauses.push(`i.severity = any(${parameter(severity)})`);
  if (tier) clauses.push(`i.tier = any(${parameter(tier)})`);
  if (cursor) clauses.push(`(i.started_at, i.id) < (${parameter(cursor.startedAt)}, ${parameter(cursor.id)})`);
  return { clauses, values };
}

/**
 * An incident with its timeline; `undefined` if there is none.
 * @param withLabels whether the caller may see the labels of the alert
 */
export async function findIncident(
  database: Database,
  id: string,
  withLabels: boolean,
): Promise<IncidentDetail | undefined> {
  const [[row], events] = await Promise.all([
    database.query<IncidentRow & { labels: Record<string, string> }>(
      `select ${incidentColumns}, i.labels from incidents i where i.id = $1`,
      [id],
    ),
    database.query<EventRow>(`select ${eventColumns} from incident_events e where e.incident_id = $1 order by e.id`, [
      id,
    ]),
  ]);
  return row && { ...incidentOf(row), timeline: events.map(eventOf), labels: withLabels ? row.labels : null };
}

/**
 * Events after an id, oldest first, each with its incident as it is now.
 * @param upTo id of the last event that is wanted; all of them without one
 */
export async function eventsAfter(
  database: Queryable,
  id: bigint,
  limit: number,
  upTo?: bigint,
): Promise<IncidentEvent[]> {
  const rows = await database.query<IncidentRow & EventRow>(
    `select ${eventColumns}, ${incidentColumns} from incident_events e join incidents i on i.id = e.incident_id
     where e.id > $1 and e.id <= $2 order by e.id limit $3`,
    [id, upTo ?? '9223372036854775807', limit],
  );
  return rows.map((row) => ({ incident: incidentOf(row), event: eventOf(row) }));
}

/** Id of the newest event; `0` before the first. */
export async function lastEventId(database: Queryable): Promise<bigint> {
  const [row] = await database.query<{ id: string | null }>('select max(id) as id from incident_events');
  return BigInt(row?.id ?? 0);
}
