import type { HttpFacts } from '../alerts/http-requests.ts';
import { ofJob, type Watched } from '../watched.ts';

/** What every service measures its requests with. */
export const histogram = 'http_request_duration_seconds';

/** Matchers of the requests that people wait for: health checks and metrics would hide them. */
export function ofRequests(watched: Watched, { excludedRoutes }: HttpFacts): string {
  return [ofJob(watched), ...without(excludedRoutes)].join(',');
}

/** The same without streams, which last as long as somebody listens. */
export function ofTimedRequests(watched: Watched, { excludedRoutes, streamRoutes = [] }: HttpFacts): string {
  return [ofJob(watched), ...without([...excludedRoutes, ...streamRoutes])].join(',');
}

function without(routes: readonly string[]): string[] {
  return routes.length === 0 ? [] : [`route!~"${routes.map(literally).join('|')}"`];
}

/** A text as a regular expression that matches nothing else, within a PromQL string. */
function literally(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\\\$&');
}
