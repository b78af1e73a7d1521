import { z } from 'zod';
import { hostCookie } from '../auth/cookies.ts';
import { type ProblemKind, problemKinds } from '../http/problem.ts';
import type { Access, ResponseDescription, Route } from './route.ts';
import * as shapes from './shapes.ts';

const prefix = '#/components/schemas/';

/** What each kind of access takes, beside the session's cookie. */
const security: Readonly<Record<Access, readonly Record<string, string[]>[] | undefined>> = {
  public: undefined,
  session: [{}, { session: [] }],
  operator: [{ session: [], csrfToken: [] }],
  alertmanager: [{ alertmanager: [] }],
};

/** The OpenAPI 3.1 document of a route table. */
export function openApi(routes: readonly Route[], { version, publicUrl }: { version: string; publicUrl: URL }) {
  const { registry, schemas } = components();
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    paths[route.path] ??= {};
    (paths[route.path] as Record<string, unknown>)[route.method] = operation(route, registry);
  }
  return {
    openapi: '3.1.1',
    info: { title: 'arQ', version, summary: 'Status and incidents of a platform that watches itself' },
    servers: [{ url: publicUrl.origin }],
    paths,
    components: {
      schemas,
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: hostCookie('arq-session', publicUrl).name,
          description: 'Made by signing in',
        },
        csrfToken: { type: 'apiKey', in: 'header', name: 'X-CSRF-Token', description: 'Given by GET /api/v1/session' },
        alertmanager: { type: 'http', scheme: 'bearer' },
      },
    },
  };
}

type Registry = ReturnType<typeof z.registry<{ id: string }>>;

/** Every exported shape under its name; where one holds another, it refers to it. */
function components() {
  const registry: Registry = z.registry<{ id: string }>();
  for (const [id, shape] of Object.entries(shapes)) registry.add(shape as z.ZodType, { id });
  const { schemas } = z.toJSONSchema(registry, { uri: (id) => `${prefix}${id}`, io: 'output' });
  const plain = Object.entries(schemas).map(([id, { $schema, $id, ...schema }]) => [id, schema]);
  return { registry, schemas: Object.fromEntries(plain) };
}

function operation(route: Route, registry: Registry) {
  const { params, query, body } = route.request ?? {};
  const parameters = [...parametersOf(params, 'path'), ...parametersOf(query, 'query')];
  return {
    operationId: route.operation,
    summary: route.summary,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body
      ? { requestBody: { required: true, content: { 'application/json': { schema: inline(body, 'input') } } } }
      : {}),
    responses: {
      ...Object.fromEntries(
        Object.entries(route.responses).map(([status, response]) => [status, describe(response, registry)]),
      ),
      ...problems(route),
    },
    ...securityOf(route),
  };
}

function securityOf({ access, method }: Route) {
  // Whoever writes with a session proves that the page is ours, operator or not.
  const requirement = access === 'session' && method !== 'get' ? security.operator : security[access];
  return requirement ? { security: requirement } : {};
}

function describe({ description, schema, contentType = 'application/json' }: ResponseDescription, registry: Registry) {
  if (!schema)
    return { description, ...(contentType === 'application/json' ? {} : { content: { [contentType]: {} } }) };
  const id = registry.get(schema)?.id;
  return {
    description,
    content: { [contentType]: { schema: id ? { $ref: `${prefix}${id}` } : inline(schema, 'output') } },
  };
}

function inline(schema: z.ZodType, io: 'input' | 'output') {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
}

function parametersOf(schema: z.ZodType | undefined, place: 'path' | 'query') {
  if (!schema) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' });
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

/** Problems that a route can answer with, one entry per status. */
function problems({ request, access, rateLimit, responses }: Route) {
  const kinds: ProblemKind[] = [
    ...(request ? (['invalid-request'] as const) : []),
    ...(access === 'operator' ? (['not-signed-in', 'forbidden', 'invalid-csrf-token', 'writes-off'] as const) : []),
    ...(access === 'alertmanager' ? (['invalid-token'] as const) : []),
    ...(request?.params ? (['not-found'] as const) : []),
    ...(request?.body ? (['conflict', 'body-too-large', 'unsupported-media-type'] as const) : []),
    ...(rateLimit === 'none' ? [] : (['rate-limited'] as const)),
    'internal',
    'unavailable',
  ];
  const content = { 'application/problem+json': { schema: { $ref: `${prefix}Problem` } } };
  const titles = new Map<number, string[]>();
  for (const { status, title } of kinds.map((kind) => problemKinds[kind])) {
    if (!(status in responses)) titles.set(status, [...(titles.get(status) ?? []), title]);
  }
  return Object.fromEntries([...titles].map(([status, all]) => [status, { description: all.join('; or: '), content }]));
}
