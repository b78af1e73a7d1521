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

export interface NewEvent {
  readonly incident: string;
  readonly kind: TimelineEvent['kind'];
  readonly at: Date;
  /** `null` for Alertmanager. */
  readonly actor: string | null;
  readonly comment?: string | null | undefined;
}

/** Adds to a timeline; `takeTurn` comes first. */
export async function append(connection: Queryable, { incident, kind, at, actor, comment }: NewEvent): Promise<void> {
  await connection.query(
    'insert into incident_events (incident_id, kind, at, actor, comment) values ($1, $2, $3, $4, $5)',
    [incident, kind, at, actor, comment ?? null],
  );
}
