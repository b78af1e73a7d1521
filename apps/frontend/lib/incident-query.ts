import type { IncidentState, Severity } from './api-types.ts';
import { ongoingStates, severities, states } from './incidents.ts';

/** What the list of incidents shows. */
export interface IncidentQuery {
  /** `ongoing`: open or acknowledged. */
  readonly state?: IncidentState | 'ongoing';
  readonly severity?: Severity;
  readonly cursor?: string;
}

type SearchParameters = Readonly<Record<string, string | readonly string[] | undefined>>;

const pageSize = 20;
/** A cursor is the backend's to understand; what is longer than this is none. */
const longestCursor = 500;

/** Reads the address of the list; what it does not know is left out. */
export function readIncidentQuery(parameters: SearchParameters): IncidentQuery {
  const one = (name: string) => [parameters[name]].flat()[0];
  const state = [...states, 'ongoing' as const].find((known) => known === one('state'));
  const severity = severities.find((known) => known === one('severity'));
  const cursor = one('cursor');
  return {
    ...(state && { state }),
    ...(severity && { severity }),
    ...(cursor && cursor.length <= longestCursor && { cursor }),
  };
}

/** Query of the page's address, with its question mark where there is something to ask. */
export function pageSearch(query: IncidentQuery): string {
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== undefined)).toString();
  return search && `?${search}`;
}

/** Path of the API that answers it; 20 incidents at a time unless given, as many as a page shows. */
export function incidentsPath({ state, severity, cursor }: IncidentQuery, limit = pageSize): string {
  const asked = state === 'ongoing' ? ongoingStates : state ? [state] : [];
  const search = [
    ...(asked.length > 0 ? [`state=${asked.join(',')}`] : []),
    ...(severity ? [`severity=${severity}`] : []),
    `limit=${limit}`,
    ...(cursor ? [`cursor=${encodeURIComponent(cursor)}`] : []),
  ];
  return `/api/v1/incidents?${search.join('&')}`;
}
