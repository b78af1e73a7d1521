import { contract } from '../../contract.ts';
import { type Route, route } from '../api/route.ts';
import * as shapes from '../api/shapes.ts';
import type { Readiness } from './readiness.ts';

/** What the probes of Kubernetes ask. */
export function healthRoutes(readiness: Readiness): Route[] {
  return [
    route({
      method: 'get',
      path: contract.paths.liveness,
      operation: 'getHealth',
      summary: 'Whether the process answers; touches no dependency',
      access: 'public',
      rateLimit: 'none',
      responses: { 200: { description: 'It does', schema: shapes.Health } },
      handle: () => ({
        status: 200,
        body: { status: 'ok', timestamp: new Date().toISOString() },
        headers: { 'Cache-Control': 'no-store' },
      }),
    }),
    route({
      method: 'get',
      path: contract.paths.readiness,
      operation: 'getReadiness',
      summary: 'Whether this replica should take traffic',
      access: 'public',
      rateLimit: 'none',
      responses: {
        200: { description: 'It should', schema: shapes.Readiness },
        503: { description: 'It should not', schema: shapes.Readiness },
      },
      handle: async () => {
        const body = await readiness.answer();
        return { status: body.status === 'ok' ? 200 : 503, body, headers: { 'Cache-Control': 'no-store' } };
      },
    }),
  ];
}
