import type { Request } from 'express';
import { z } from 'zod';
import { type Route, route } from '../api/route.ts';
import { IncidentDetail, IncidentPage, IncidentState, Severity, Tier } from '../api/shapes.ts';
import type { Database } from '../database/database.ts';
import { ProblemError } from '../http/problem.ts';
import type { Logger } from '../logging/logger.ts';
import { type Action, act } from './act.ts';
import type { Actor } from './append.ts';
import { CursorParameter } from './cursor.ts';
import type { Recorder } from './recorder.ts';
import { storable } from './storable.ts';
import { findIncident, listIncidents } from './store.ts';
import type { Writers } from './writers.ts';

/** One value or several, separated by commas. */
function several<T>(value: z.ZodType<T, string>) {
  return z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(value));
}

const Filter = z.strictObject({
  state: several(IncidentState).optional(),
  severity: several(Severity).optional(),
  tier: several(Tier).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: CursorParameter.optional(),
});

const Id = z.object({ id: z.uuid() });
// Text that PostgreSQL cannot hold would be our failure instead of the caller's.
const text = z
  .string()
  .trim()
  .max(4_000)
  .refine((value) => value === storable(value), 'holds a NUL character or half of a surrogate pair');
const OptionalComment = z.strictObject({ comment: text.optional() });
const Comment = z.strictObject({ comment: text.min(1) });

export interface IncidentRoutesOptions {
  readonly database: Database;
  readonly writers: Writers;
  readonly recorder: Recorder;
  readonly logger: Logger;
  /** Who is signed in; `undefined` if nobody is. */
  readonly operatorOf: (request: Request) => Actor | undefined;
}

/** Incidents for everybody, and what operators do to them. */
export function incidentRoutes({ database, writers, recorder, logger, operatorOf }: IncidentRoutesOptions): Route[] {
  const perform = async (request: Request, action: Omit<Action, 'actor'>) => {
    const operator = operatorOf(request);
    if (!operator) throw new ProblemError('not-signed-in');
    const { incident, changed } = await act(database, writers, { ...action, actor: operator }, () => new Date());
    if (changed) {
      recorder.recorded([action.kind]);
      logger.info('an operator changed an incident', {
        incident: incident.id,
        action: action.kind,
        operator: operator.name,
        subject: operator.subject,
      });
    }
    return { status: 200, body: incident };
  };
  const responses = { 200: { description: 'The incident as it is now', schema: IncidentDetail } };
  const write = { method: 'post', access: 'operator', rateLimit: 'write', responses } as const;
  return [
    route({
      method: 'get',
      path: '/api/v1/incidents',
      operation: 'listIncidents',
      summary: 'Incidents, newest first',
      access: 'public',
      rateLimit: 'read',
      request: { query: Filter },
      responses: { 200: { description: 'A page', schema: IncidentPage } },
      handle: async ({ query }) => ({
        status: 200,
        body: await listIncidents(database, query),
        headers: { 'Cache-Control': 'no-cache' },
      }),
    }),
    route({
      method: 'get',
      path: '/api/v1/incidents/{id}',
      operation: 'getIncident',
      summary: 'An incident with its timeline',
      access: 'session',
      rateLimit: 'read',
      request: { params: Id },
      responses: { 200: { description: 'The incident', schema: IncidentDetail } },
      handle: async ({ params, request }) => {
        const incident = await findIncident(database, params.id, operatorOf(request) !== undefined);
        if (!incident) throw new ProblemError('not-found');
        return { status: 200, body: incident, headers: { 'Cache-Control': 'private, no-cache', Vary: 'Cookie' } };
      },
    }),
    route({
      ...write,
      path: '/api/v1/incidents/{id}/acknowledge',
      operation: 'acknowledgeIncident',
      summary: 'Tell the others that somebody has taken it',
      request: { params: Id, body: OptionalComment },
      handle: ({ params, body, request }) => perform(request, { kind: 'acknowledged', incident: params.id, ...body }),
    }),
    route({
      ...write,
      path: '/api/v1/incidents/{id}/resolve',
      operation: 'resolveIncident',
      summary: 'End it, whatever Alertmanager says',
      request: { params: Id, body: OptionalComment },
      handle: ({ params, body, request }) => perform(request, { kind: 'resolved', incident: params.id, ...body }),
    }),
    route({
      ...write,
      path: '/api/v1/incidents/{id}/comments',
      operation: 'commentOnIncident',
      summary: 'Add to its timeline, for everybody to read',
      request: { params: Id, body: Comment },
      handle: ({ params, body, request }) => perform(request, { kind: 'commented', incident: params.id, ...body }),
    }),
  ];
}
