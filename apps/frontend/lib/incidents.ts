import type { Incident, IncidentEvent, IncidentState, Severity } from './api-types.ts';

export const severities: readonly Severity[] = ['critical', 'warning', 'info'];
export const states: readonly IncidentState[] = ['open', 'acknowledged', 'resolved'];
/** States of an incident that goes on. */
export const ongoingStates: readonly IncidentState[] = ['open', 'acknowledged'];

export const isOngoing = ({ state }: Incident): boolean => state !== 'resolved';

const byWeight = (a: Incident, b: Incident) =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity) || b.startedAt.localeCompare(a.startedAt);

/** Worst first, then latest first. */
export const sortByWeight = (incidents: readonly Incident[]): readonly Incident[] => incidents.toSorted(byWeight);

/** Incidents that go on, after something happened to one of them. An event that is older than what is known changes nothing. */
export function applyIncident(incidents: readonly Incident[], { incident }: IncidentEvent): readonly Incident[] {
  const known = incidents.find(({ id }) => id === incident.id);
  if (known && known.updatedAt > incident.updatedAt) return incidents;
  const others = incidents.filter(({ id }) => id !== incident.id);
  return isOngoing(incident) ? sortByWeight([...others, incident]) : others;
}

/** Seconds that it lasted, or lasts by now. */
export const secondsOf = ({ startedAt, endedAt }: Incident, now: number): number =>
  ((endedAt === null ? now : Date.parse(endedAt)) - Date.parse(startedAt)) / 1000;
