import type { Queryable } from '../database/database.ts';
import { type Alert, reportOf } from './alert.ts';
import type { Decision } from './decide.ts';

/** What is done to one incident. */
export interface Step {
  readonly alert: Alert;
  /** Of the incident, new ones included. */
  readonly id: string;
  readonly decision: Decision;
}

type Statement = (connection: Queryable, steps: readonly Step[], now: Date) => Promise<unknown>;

const statements: Partial<Record<Decision, Statement>> = {
  open: insert,
  'open-resolved': insert,
  resolve: (connection, steps, now) =>
    connection.query(
      `update incidents set state = 'resolved', ended_at = greatest(step.ended_at, started_at),
         resolution_received_at = $3, updated_at = $3
       from unnest($1::uuid[], $2::timestamptz[]) as step (id, ended_at) where incidents.id = step.id`,
      [idsOf(steps), steps.map(({ alert }) => endOf(alert, now)), now],
    ),
  'record-resolution': (connection, steps, now) =>
    connection.query('update incidents set resolution_received_at = $2 where id = any($1)', [idsOf(steps), now]),
  reopen: (connection, steps, now) =>
    connection.query(
      `update incidents set state = 'open', ended_at = null, resolved_by = null, acknowledged_at = null,
         acknowledged_by = null, resolution_received_at = null, updated_at = $2 where id = any($1)`,
      [idsOf(steps), now],
    ),
  // Annotations may carry values that change from one evaluation to the next; the last ones are shown.
  refresh: (connection, steps, now) =>
    connection.query(
      `update incidents set severity = step.severity, summary = step.summary, description = step.description,
         runbook_url = step.runbook_url, updated_at = $2
       from jsonb_to_recordset($1::jsonb)
         as step (id uuid, severity text, summary text, description text, runbook_url text)
       where incidents.id = step.id
         and (incidents.severity, incidents.summary, incidents.description, incidents.runbook_url)
           is distinct from (step.severity, step.summary, step.description, step.runbook_url)`,
      [
        JSON.stringify(
          steps.map(({ id, alert }) => {
            const { severity, summary, description, runbookUrl } = reportOf(alert);
            return { id, severity, summary, description, runbook_url: runbookUrl };
          }),
        ),
        now,
      ],
    ),
};

/** Brings incidents into the state that was decided, with one statement for each kind of decision. */
export async function carryOut(connection: Queryable, steps: readonly Step[], now: Date): Promise<void> {
  for (const decision of new Set(steps.map((step) => step.decision))) {
    const same = steps.filter((step) => step.decision === decision);
    await statements[decision]?.(connection, same, now);
  }
}

function insert(connection: Queryable, steps: readonly Step[], now: Date): Promise<unknown> {
  const rows = steps.map(({ id, alert, decision }) => {
    const { runbookUrl, ...report } = reportOf(alert);
    const end = decision === 'open-resolved' ? { ended_at: endOf(alert, now), resolution_received_at: now } : {};
    return {
      ...report,
      ...end,
      id,
      fingerprint: alert.fingerprint,
      started_at: alert.startsAt,
      state: decision === 'open' ? 'open' : 'resolved',
      runbook_url: runbookUrl,
    };
  });
  return connection.query(
    `insert into incidents (id, fingerprint, started_at, alert, severity, tier, state, summary, description, runbook_url,
       labels, ended_at, resolution_received_at, updated_at)
     select id, fingerprint, started_at, alert, severity, tier, state, summary, description, runbook_url, labels,
       case when ended_at is not null then greatest(ended_at, started_at) end, resolution_received_at, $2
     from jsonb_to_recordset($1::jsonb) as row (id uuid, fingerprint text, started_at timestamptz, alert text,
       severity text, tier text, state text, summary text, description text, runbook_url text, labels jsonb,
       ended_at timestamptz, resolution_received_at timestamptz)`,
    [JSON.stringify(rows), now],
  );
}

const idsOf = (steps: readonly Step[]) => steps.map(({ id }) => id);

/** Alertmanager writes the year 1 where there is no end. */
function endOf({ endsAt }: Alert, now: Date): string {
  return endsAt && !endsAt.startsWith('0001-') ? endsAt : now.toISOString();
}
