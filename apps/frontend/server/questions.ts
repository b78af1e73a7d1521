import { cache } from 'react';
import type { IncidentDetail, IncidentPage, PlatformStatus, Session, UptimeHistory } from '../lib/api-types.ts';
import { type IncidentQuery, incidentsPath } from '../lib/incident-query.ts';
import { type Answer, ask } from './backend.ts';
import { runtime } from './runtime.ts';

const asItIs = <T>(value: T): T => value;
const historyDays = 90;

/** The frontend's own latency is filled in: the backend does not measure it. */
export async function askStatus(): Promise<Answer<PlatformStatus>> {
  const answer = await ask<PlatformStatus>({ endpoint: 'status', path: '/api/v1/status', keep: asItIs });
  if (!('value' in answer)) return answer;
  const tiers = answer.value.tiers.map((tier) =>
    tier.tier === 'frontend' && tier.latency.length === 0 ? { ...tier, latency: runtime().latency.samples() } : tier,
  );
  return { ...answer, value: { ...answer.value, tiers } };
}

export const askHistory = () =>
  ask<UptimeHistory>({
    endpoint: 'status-history',
    path: `/api/v1/status/history?days=${historyDays}`,
    keep: asItIs,
  });

export const askIncidents = (query: IncidentQuery) =>
  ask<IncidentPage>({ endpoint: 'incidents', path: incidentsPath(query), keep: asItIs });

/** As many as the backend gives at once. */
const mostOngoing = 100;

/** What goes on; the backend has the latest first, whatever their severity. */
export const askOngoing = () =>
  ask<IncidentPage>({ endpoint: 'incidents', path: incidentsPath({ state: 'ongoing' }, mostOngoing), keep: asItIs });

export const askIncident = cache((id: string) =>
  ask<IncidentDetail>({
    endpoint: 'incident',
    path: `/api/v1/incidents/${encodeURIComponent(id)}`,
    // Labels are for operators only, and this copy is for everybody.
    keep: (incident) => ({ ...incident, labels: null }),
  }),
);

/** What the page says of the reader. The CSRF token is not part of it: it is fetched when something is written. */
export interface Reader {
  readonly name: string | undefined;
  readonly writes: Session['writes'];
}

/** `undefined`: the backend does not answer, so nobody knows. */
export const askReader = cache(async (): Promise<Reader | undefined> => {
  const answer = await ask<Session>({ endpoint: 'session', path: '/api/v1/session' });
  if (!('value' in answer)) return undefined;
  const { operator, writes } = answer.value;
  return { name: operator?.name, writes };
});
