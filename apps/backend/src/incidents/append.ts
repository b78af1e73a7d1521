import type { TimelineEvent } from '../api/shapes.ts';
import type { Queryable } from '../database/database.ts';

/** Any number will do, as long as nothing else in this database takes the same. */
const writersTurn = 4_127_001;

/**
 * Waits for the turn to write events and keeps it until the transaction ends. Ids thus become visible in their order, and
 * who has read up to one has missed none before it.
 */
export async function takeTurn(connection: Queryable): Promise<void> {
  await connection.query('select pg_advisory_xact_lock($1)', [writersTurn]);
}

/** Who did it: the name that pages show, and what the provider knows them by, which nobody can choose. */
export interface Actor {
  readonly name: string;
  readonly subject: string;
}

export interface NewEvent {
  readonly incident: string;
  readonly kind: TimelineEvent['kind'];
  readonly at: Date;
  /** `null` for Alertmanager. */
  readonly actor: Actor | null;
  readonly comment?: string | null | undefined;
}

/** Adds to timelines, in this order; `takeTurn` comes first. */
export async function appendAll(connection: Queryable, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(({ incident, kind, at, actor, comment }, position) => ({
    position,
    incident,
    kind,
    at,
    actor: actor?.name ?? null,
    subject: actor?.subject ?? null,
    comment: comment ?? null,
  }));
  await connection.query(
    `insert into incident_events (incident_id, kind, at, actor, actor_subject, comment)
     select incident, kind, at, actor, subject, comment
     from jsonb_to_recordset($1::jsonb) as event (position int, incident uuid, kind text, at timestamptz, actor text,
       subject text, comment text)
     order by position`,
    [JSON.stringify(rows)],
  );
}
