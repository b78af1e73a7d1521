import type { IncidentState } from '../api/shapes.ts';
import type { Queryable } from '../database/database.ts';
import type { Alert } from './alert.ts';

/** What is known of an incident when a delivery arrives. */
export interface Known {
  readonly id: string;
  readonly state: IncidentState;
  /** When Alertmanager last said that it is over; `null` if it never did. */
  readonly resolutionReceivedAt: Date | null;
}

interface KnownRow {
  readonly position: number;
  readonly id: string;
  readonly state: IncidentState;
  readonly resolution_received_at: string | null;
}

/**
 * The incident of each alert, in their order; `undefined` where there is none yet.
 *
 * It is the one with the alert's start, or else one that goes on: Prometheus gives an alert another start when it was
 * restarted, and Alertmanager does not report an end that was followed by a new start within its group interval. An end
 * from before the incident began is one of an earlier occurrence, though.
 */
export async function knownIncidents(connection: Queryable, alerts: readonly Alert[]): Promise<(Known | undefined)[]> {
  const rows = await connection.query<KnownRow>(
    `select distinct on (a.position) a.position::int, i.id, i.state, i.resolution_received_at
     from unnest($1::text[], $2::timestamptz[], $3::timestamptz[]) with ordinality
       as a (fingerprint, starts_at, ends_at, position)
     join incidents i on i.fingerprint = a.fingerprint
       and (i.started_at = a.starts_at
         or (i.state <> 'resolved' and (a.ends_at is null or a.ends_at >= i.started_at)))
     order by a.position, i.started_at = a.starts_at desc, i.started_at desc`,
    [
      alerts.map(({ fingerprint }) => fingerprint),
      alerts.map(({ startsAt }) => startsAt),
      alerts.map(({ status, endsAt }) => (status === 'resolved' ? (endsAt ?? null) : null)),
    ],
  );
  const byPosition = new Map(rows.map((row) => [row.position, row]));
  return alerts.map((_, index) => {
    const row = byPosition.get(index + 1);
    if (!row) return undefined;
    const { id, state, resolution_received_at: received } = row;
    return { id, state, resolutionReceivedAt: received ? new Date(received) : null };
  });
}
