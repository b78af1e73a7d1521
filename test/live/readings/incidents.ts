import type { LiveStack } from '../stack/live-stack.ts';
import { ask } from './alerts.ts';

/** An incident, as everybody may see it. */
export interface Incident {
  readonly id: string;
  readonly alert: string;
  readonly state: 'open' | 'acknowledged' | 'resolved';
}

/** All incidents of arQ, newest first. */
export async function incidentsOf({ urls }: LiveStack): Promise<readonly Incident[]> {
  const { items } = await ask<{ readonly items: readonly Incident[] }>(`${urls.backend}/api/v1/incidents?limit=100`);
  return items;
}

/** What the public page shows without a browser, in one line. */
export async function statusPage({ urls }: LiveStack): Promise<string> {
  const answer = await fetch(`${urls.frontend}/en`, { signal: AbortSignal.timeout(10_000) });
  return await answer.text();
}
