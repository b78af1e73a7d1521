import { randomUUID } from 'node:crypto';
import type { IncidentState, TimelineEvent } from '../api/shapes.ts';
import type { Queryable } from '../database/database.ts';
import { type Alert, type AlertGroup, reportOf } from './alert.ts';
import { append } from './append.ts';
import { type Decision, decide } from './decide.ts';
import type { Writers } from './writers.ts';

interface KnownRow {
  readonly id: string;
  readonly state: IncidentState;
  readonly resolution_received_at: string | null;
}

const eventOf: Partial<Record<Decision, readonly TimelineEvent['kind'][]>> = {
  open: ['opened'],
  'open-resolved': ['opened', 'resolved'],
  resolve: ['resolved'],
  reopen: ['reopened'],
};

/** What came of a delivery. */
export interface Receipt {
  readonly decisions: readonly Decision[];
  readonly events: readonly TimelineEvent['kind'][];
}

/**
 * Takes a delivery of Alertmanager: all of it or nothing, and any number of times with the same outcome.
 * @throws ProblemError `unavailable`, upon which Alertmanager delivers again
 */
export function receive(writers: Writers, { alerts }: AlertGroup, now: Date): Promise<Receipt> {
  return writers.write(async (connection) => {
    const decisions: Decision[] = [];
    for (const alert of alerts) decisions.push(await take(connection, alert, now));
    return { decisions, events: decisions.flatMap((decision) => eventOf[decision] ?? []) };
  });
}

async function take(connection: Queryable, alert: Alert, now: Date): Promise<Decision> {
  const [row] = await connection.query<KnownRow>(
    'select id, state, resolution_received_at from incidents where fingerprint = $1 and started_at = $2',
    [alert.fingerprint, alert.startsAt],
  );
  const received = row?.resolution_received_at;
  const known = row && { state: row.state, resolutionReceivedAt: received ? new Date(received) : null };
  const decision = decide(known, alert.status, now);
  const id = row?.id ?? randomUUID();
  await write(connection, decision, id, alert, now);
  for (const kind of eventOf[decision] ?? []) {
    await append(connection, { incident: id, kind, at: now, actor: null });
  }
  return decision;
}

async function write(connection: Queryable, decision: Decision, id: string, alert: Alert, now: Date): Promise<void> {
  switch (decision) {
    case 'open':
    case 'open-resolved':
      await insert(connection, id, alert, now, decision === 'open-resolved');
      return;
    case 'resolve':
      await connection.query(
        `update incidents set state = 'resolved', ended_at = greatest($2, started_at), resolution_received_at = $3,
           updated_at = $3 where id = $1`,
        [id, endOf(alert, now), now],
      );
      return;
    case 'record-resolution':
      await connection.query('update incidents set resolution_received_at = $2 where id = $1', [id, now]);
      return;
    case 'reopen':
      await connection.query(
        `update incidents set state = 'open', ended_at = null, resolved_by = null, acknowledged_at = null,
           acknowledged_by = null, resolution_received_at = null, updated_at = $2 where id = $1`,
        [id, now],
      );
      return;
    case 'refresh':
      await refresh(connection, id, alert);
      return;
    case 'ignore':
      return;
  }
}

async function insert(connection: Queryable, id: string, alert: Alert, now: Date, isResolved: boolean): Promise<void> {
  const report = reportOf(alert);
  await connection.query(
    `insert into incidents (id, fingerprint, started_at, alert, severity, tier, state, summary, description, runbook_url,
       labels, ended_at, resolution_received_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,
       case when $12::timestamptz is not null then greatest($12::timestamptz, $3::timestamptz) end, $13, $14)`,
    [
      id,
      alert.fingerprint,
      alert.startsAt,
      report.alert,
      report.severity,
      report.tier,
      isResolved ? 'resolved' : 'open',
      report.summary,
      report.description,
      report.runbookUrl,
      JSON.stringify(report.labels),
      isResolved ? endOf(alert, now) : null,
      isResolved ? now : null,
      now,
    ],
  );
}

/** Annotations may carry values that change from one evaluation to the next; the last ones are shown. */
async function refresh(connection: Queryable, id: string, alert: Alert): Promise<void> {
  const { severity, summary, description, runbookUrl } = reportOf(alert);
  await connection.query(
    `update incidents set severity = $2, summary = $3, description = $4, runbook_url = $5
     where id = $1 and (severity, summary, description, runbook_url) is distinct from ($2, $3, $4, $5)`,
    [id, severity, summary, description, runbookUrl],
  );
}

/** Alertmanager writes the year 1 where there is no end. */
function endOf({ endsAt }: Alert, now: Date): string | Date {
  return endsAt && !endsAt.startsWith('0001-') ? endsAt : now;
}
