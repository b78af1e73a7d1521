import { randomUUID } from 'node:crypto';
import type { TimelineEvent } from '../api/shapes.ts';
import type { Queryable } from '../database/database.ts';
import type { Alert, AlertGroup } from './alert.ts';
import { appendAll } from './append.ts';
import { carryOut, type Step } from './carry-out.ts';
import { type Decision, decide } from './decide.ts';
import { knownIncidents } from './known.ts';
import type { Writers } from './writers.ts';

const eventsOf: Partial<Record<Decision, readonly TimelineEvent['kind'][]>> = {
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
 * Takes a delivery of Alertmanager: all of it or nothing, and any number of times with the same outcome. The number of
 * statements does not depend on the number of alerts.
 * @param clock asked once the turn has come
 * @throws ProblemError `unavailable`, upon which Alertmanager delivers again
 */
export function receive(writers: Writers, { alerts }: AlertGroup, clock: () => Date): Promise<Receipt> {
  return writers.write(async (connection) => {
    const steps = await takeAll(connection, alerts, clock());
    const decisions = steps.map(({ decision }) => decision);
    return { decisions, events: decisions.flatMap((decision) => eventsOf[decision] ?? []) };
  });
}

/** Makes incidents and their events of alerts, one after the other where several are about the same thing. */
export async function takeAll(connection: Queryable, alerts: readonly Alert[], now: Date): Promise<Step[]> {
  const steps: Step[] = [];
  for (const part of withoutRepetition(alerts)) steps.push(...(await take(connection, part, now)));
  return steps;
}

async function take(connection: Queryable, alerts: readonly Alert[], now: Date): Promise<Step[]> {
  const known = await knownIncidents(connection, alerts);
  const steps = alerts.map((alert, index): Step => {
    const incident = known[index];
    return { alert, id: incident?.id ?? randomUUID(), decision: decide(incident, alert.status, now) };
  });
  await carryOut(connection, steps, now);
  await appendAll(
    connection,
    steps.flatMap(({ id, decision }) =>
      (eventsOf[decision] ?? []).map((kind) => ({ incident: id, kind, at: now, actor: null })),
    ),
  );
  return steps;
}

/** Alerts in parts within which no two are about the same thing, since the second has to see what the first led to. */
function withoutRepetition(alerts: readonly Alert[]): Alert[][] {
  const parts: Alert[][] = [];
  const counts = new Map<string, number>();
  for (const alert of alerts) {
    const index = counts.get(alert.fingerprint) ?? 0;
    counts.set(alert.fingerprint, index + 1);
    parts[index] = [...(parts[index] ?? []), alert];
  }
  return parts;
}
