import type { Incident, PlatformStatus, Tier } from './api-types.ts';
import { isOngoing } from './incidents.ts';

export interface WorstTier {
  readonly tier: Tier;
  /** RFC 3339: start of its earliest incident that goes on; `undefined` where none is known. */
  readonly since: string | undefined;
}

/** The tier that the overall state comes from, the first of those that are in the same state. `undefined` while all work. */
export function worstTier(status: PlatformStatus, incidents: readonly Incident[] = []): WorstTier | undefined {
  if (status.state === 'operational') return undefined;
  const worst = status.tiers.find(({ state }) => state === status.state);
  if (!worst) return undefined;
  const starts = incidents
    .filter((incident) => incident.tier === worst.tier && isOngoing(incident))
    .map(({ startedAt }) => startedAt);
  return { tier: worst.tier, since: starts.sort()[0] };
}
