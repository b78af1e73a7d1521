import type { IncidentState, PlatformStatus, Severity, Tier, TierState } from '../api/shapes.ts';
import type { Database } from '../database/database.ts';

/** Unresolved incidents of one kind. */
export interface ActiveIncidents {
  readonly tier: Tier | null;
  readonly severity: Severity;
  readonly state: Exclude<IncidentState, 'resolved'>;
  readonly count: number;
}

/** Unresolved incidents by tier, severity and state. */
export function activeIncidents(database: Database): Promise<ActiveIncidents[]> {
  return database.query<ActiveIncidents>(
    `select tier, severity, state, count(*)::int as count from incidents where state <> 'resolved' group by 1, 2, 3`,
  );
}

export function countsOf(all: readonly ActiveIncidents[]): NonNullable<PlatformStatus['incidents']> {
  const count = (state: ActiveIncidents['state']) => sum(all.filter((some) => some.state === state));
  return { open: count('open'), acknowledged: count('acknowledged') };
}

export function sum(all: readonly ActiveIncidents[]): number {
  return all.reduce((total, { count }) => total + count, 0);
}

/** The worst that the incidents of a tier say. */
export function stateFrom(incidents: readonly ActiveIncidents[]): TierState {
  if (incidents.some(({ severity }) => severity === 'critical')) return 'outage';
  return incidents.some(({ severity }) => severity === 'warning') ? 'degraded' : 'operational';
}
