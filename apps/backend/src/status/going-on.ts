import type { IncidentState, PlatformStatus, Severity, Tier, TierState } from '../api/shapes.ts';
import type { Database } from '../database/database.ts';

/** Incidents of one kind that go on. */
export interface GoingOn {
  readonly tier: Tier | null;
  readonly severity: Severity;
  readonly state: Exclude<IncidentState, 'resolved'>;
  readonly count: number;
}

/** Counts of what goes on, by tier, severity and state. */
export function goingOn(database: Database): Promise<GoingOn[]> {
  return database.query<GoingOn>(
    `select tier, severity, state, count(*)::int as count from incidents where state <> 'resolved' group by 1, 2, 3`,
  );
}

export function countsOf(all: readonly GoingOn[]): NonNullable<PlatformStatus['incidents']> {
  const count = (state: GoingOn['state']) => sum(all.filter((some) => some.state === state));
  return { open: count('open'), acknowledged: count('acknowledged') };
}

export function sum(all: readonly GoingOn[]): number {
  return all.reduce((total, { count }) => total + count, 0);
}

/** The worst that the incidents of a tier say. */
export function stateFrom(incidents: readonly GoingOn[]): TierState {
  if (incidents.some(({ severity }) => severity === 'critical')) return 'outage';
  return incidents.some(({ severity }) => severity === 'warning') ? 'degraded' : 'operational';
}
