import express, { type RequestHandler, type Response, Router } from 'express';
import type { z } from 'zod';
import type { Access, RateLimit, Reply, Route } from '../api/route.ts';
import { observationOf } from './observation.ts';
import { ProblemError } from './problem.ts';
import { expressPath } from './template.ts';

/** What stands in front of the handlers. */
export interface Guards {
  readonly access: Readonly<Record<Access, readonly RequestHandler[]>>;
  readonly limits: Readonly<Record<RateLimit, readonly RequestHandler[]>>;
}

const defaultBodyLimit = 16 * 1024;

/** A router for the whole table, which answers other methods on its paths as well. */
export function mount(routes: readonly Route[], guards: Guards): Router {
  const router = Router({ caseSensitive: true, strict: true });
  for (const route of routes) {
    router[route.method](
      expressPath(route.path),
      label(route),
      // Who asks too often is turned away before anything is looked up for them.
      ...guards.limits[route.rateLimit],
      ...guards.access[route.access],
      ...bodyParsers(route),
      handler(route),
    );
  }
  for (const path of new Set(routes.map((route) => route.path)))
    router.all(expressPath(path), otherMethods(path, routes));
  return router;
}

function label({ path, method }: Route): RequestHandler {
  const name = method.toUpperCase();
  return (_request, response, next) => {
    const observation = observationOf(response);
    observation.route = path;
    observation.method = name;
    next();
  };
}

function bodyParsers({ request: shapes, bodyLimit = defaultBodyLimit }: Route): RequestHandler[] {
  if (!shapes?.body) return [];
  return [
    (request, _response, next) => {
      if (!request.is('application/json')) throw new ProblemError('unsupported-media-type');
      next();
    },
    express.json({ limit: bodyLimit }),
  ];
}

function handler(route: Route): RequestHandler {
  const { params, query, body } = route.request ?? {};
  return async (request, response) => {
    const context = {
      params: params ? parsed(params, request.params, 'path') : request.params,
      query: query ? parsed(query, request.query, 'query') : {},
      body: body ? parsed(body, request.body, 'body') : undefined,
      request,
      response,
    };
    const reply = await route.handle(context);
    if (reply) send(response, reply);
    if (route.streams) observationOf(response).finish(response.statusCode);
  };
}

function parsed(schema: z.ZodType, value: unknown, place: string): unknown {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  throw new ProblemError('invalid-request', {
    errors: error.issues.map(({ path, message }) => ({ at: [place, ...path].join('.'), message })),
  });
}

function send(response: Response, { status, body, headers }: Reply): void {
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers ?? {})) {
    // Others may have said already what the answer depends on.
    if (name === 'Vary') response.vary(value);
    else response.setHeader(name, value);
  }
  if (body === undefined) {
    response.end();
    return;
  }
  // Express would look up settings, media type and freshness for each answer; here they are always the same.
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.end(JSON.stringify(body));
}

function otherMethods(path: string, routes: readonly Route[]): RequestHandler {
  const methods = routes.filter((route) => route.path === path).map(({ method }) => method.toUpperCase());
  const allow = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
  return (request, response) => {
    observationOf(response).route = path;
    if (request.method !== 'OPTIONS') throw new ProblemError('method-not-allowed', { headers: { Allow: allow } });
    response.set('Allow', allow).status(204).end();
  };
}
