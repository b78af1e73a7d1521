import { contract } from '../../contract.ts';
import { type Route, route } from '../api/route.ts';
import type { Metrics } from './metrics.ts';

/** What Prometheus scrapes. */
export function metricsRoute({ registry }: Metrics): Route {
  return route({
    method: 'get',
    path: contract.paths.metrics,
    operation: 'getMetrics',
    summary: 'Metrics in the format of Prometheus',
    access: 'public',
    rateLimit: 'none',
    responses: { 200: { description: 'The metrics', contentType: 'text/plain' } },
    handle: async ({ response }) => {
      response.set({ 'Content-Type': registry.contentType, 'Cache-Control': 'no-store' }).end(await registry.metrics());
      return undefined;
    },
  });
}
