import type { Incident, IncidentEvent, IncidentState, Severity } from './api-types.ts';

export const severities: readonly Severity[] = ['critical', 'warning', 'info'];
export const states: readonly IncidentState[] = ['open', 'acknowledged', 'resolved'];
/** States of an incident that goes on. */
export const ongoingStates: readonly IncidentState[] = ['open', 'acknowledged'];

export const isOngoing = ({ state }: Incident): boolean => state !== 'resolved';

/** Worst first, then latest first. */
const byWeight = (a: Incident, b: Incident) =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity) || b.startedAt.localeCompare(a.startedAt);

/** Incidents that go on, after something happened to one of them. An event that is older than what is known changes nothing. */
export function applyIncident(incidents: readonly Incident[], { incident }: IncidentEvent): readonly Incident[] {
  const known = incidents.find(({ id }) => id === incident.id);
  if (known && known.updatedAt > incident.updatedAt) return incidents;
  const others = incidents.filter(({ id }) => id !== incident.id);
  return isOngoing(incident) ? [...others, incident].sort(byWeight) : others;
}

/** Seconds that it lasted, or lasts by now. */
export const secondsOf = ({ startedAt, endedAt }: Incident, now: number): number =>
  ((endedAt === null ? now : Date.parse(endedAt)) - Date.parse(startedAt)) / 1000;
