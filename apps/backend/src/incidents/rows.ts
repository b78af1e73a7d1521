import type { Incident, IncidentState, Severity, Tier, TimelineEvent } from '../api/shapes.ts';

/** A row of `incidents`, as far as the API shows it; timestamps are in RFC 3339. */
export interface IncidentRow {
  readonly id: string;
  readonly alert: string;
  readonly severity: Severity;
  readonly state: IncidentState;
  readonly tier: Tier | null;
  readonly summary: string;
  readonly description: string | null;
  readonly runbook_url: string | null;
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly acknowledged_at: string | null;
  readonly acknowledged_by: string | null;
  readonly resolved_by: string | null;
  readonly updated_at: string;
}

export const incidentColumns = `i.id, i.alert, i.severity, i.state, i.tier, i.summary, i.description, i.runbook_url,
  i.started_at, i.ended_at, i.acknowledged_at, i.acknowledged_by, i.resolved_by, i.updated_at`;

/** A row of `incident_events`. */
export interface EventRow {
  /** 64 bits do not fit into a number of JavaScript, so node-postgres gives text. */
  readonly event_id: string;
  readonly kind: TimelineEvent['kind'];
  readonly at: string;
  readonly actor: string | null;
  readonly comment: string | null;
}

export const eventColumns = 'e.id as event_id, e.kind, e.at, e.actor, e.comment';

export function incidentOf(row: IncidentRow): Incident {
  return {
    id: row.id,
    alert: row.alert,
    severity: row.severity,
    state: row.state,
    tier: row.tier,
    summary: row.summary,
    description: row.description,
    runbookUrl: row.runbook_url,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    acknowledgedAt: row.acknowledged_at,
    acknowledgedBy: row.acknowledged_by,
    resolvedBy: row.resolved_by,
    updatedAt: row.updated_at,
  };
}

export function eventOf(row: EventRow): TimelineEvent {
  return { id: row.event_id, kind: row.kind, at: row.at, actor: row.actor, comment: row.comment };
}
