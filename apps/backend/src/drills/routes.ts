import { z } from 'zod';
import { contract } from '../../contract.ts';
import { type Route, route } from '../api/route.ts';
import { Drill } from '../api/shapes.ts';
import { ProblemError } from '../http/problem.ts';
import { AlertGroup } from '../incidents/alert.ts';
import { DrillId, type Drills } from './drills.ts';

const Id = z.object({ id: DrillId });
const headers = { 'Cache-Control': 'no-store' };

/**
 * What the smoke test writes and reads. A path of its own instead of a label of an alert: an older release, which knows
 * neither, answers 404 instead of opening an incident, and no label of somebody's rule can silence an alert.
 */
export function drillRoutes(drills: Drills): Route[] {
  const path = `${contract.paths.drills}/{id}`;
  return [
    route({
      method: 'put',
      path,
      operation: 'holdDrill',
      summary: 'Rehearse a delivery of Alertmanager: nobody sees it who does not know the id',
      access: 'alertmanager',
      rateLimit: 'none',
      request: { params: Id, body: AlertGroup },
      responses: { 201: { description: 'What the delivery would have led to, stored as a drill', schema: Drill } },
      handle: async ({ params, body }) => ({ status: 201, body: await drills.hold(params.id, body), headers }),
    }),
    route({
      method: 'get',
      path,
      operation: 'getDrill',
      summary: 'A drill that has been stored',
      access: 'public',
      rateLimit: 'read',
      request: { params: Id },
      responses: { 200: { description: 'The drill', schema: Drill } },
      handle: async ({ params }) => {
        const drill = await drills.find(params.id);
        if (!drill) throw new ProblemError('not-found');
        return { status: 200, body: drill, headers };
      },
    }),
    route({
      method: 'delete',
      path,
      operation: 'removeDrill',
      summary: 'Leave nothing of a drill behind',
      access: 'alertmanager',
      rateLimit: 'none',
      request: { params: Id },
      responses: { 204: { description: 'Nothing of it is left' } },
      handle: async ({ params }) => {
        await drills.remove(params.id);
        return { status: 204 };
      },
    }),
  ];
}
