import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openApi } from '../../src/api/openapi.ts';
import { route } from '../../src/api/route.ts';
import * as shapes from '../../src/api/shapes.ts';
import { alert, deliver, group, holdDrill, resolved } from '../support/alerts.ts';
import { type Backend, startBackend, until } from '../support/backend.ts';
import { ownSeries, scrape } from '../support/exposition.ts';
import { sendPlain } from '../support/raw-request.ts';
import { type DocumentedRoute, documentOf, type OpenApiDocument, routesOf } from '../support/routes.ts';
import { openApiSchema, validator } from './schemas.ts';

jest.setTimeout(60_000);

const drillId = '11111111-1111-4111-8111-111111111111';
let backend: Backend;
let document: OpenApiDocument;
let routes: DocumentedRoute[];
beforeAll(async () => {
  backend = await startBackend({ env: { RELEASE_VERSION: '1.4.2', RELEASE_COLOUR: 'green' } });
  document = await documentOf(backend.url);
  routes = routesOf(document);
  const database = alert({
    labels: { alertname: 'ArqDatabaseDown', tier: 'database' },
    startsAt: '2026-01-30T08:00:00Z',
  });
  const nameless = alert({ labels: { alertname: 'Watchdog', severity: 'none', tier: 'none' }, annotations: {} });
  await deliver(backend.url, group([alert(), database, nameless]));
  await deliver(backend.url, group([resolved(database, '2026-01-30T09:00:00Z')]));
  await holdDrill(backend.url, drillId, group([alert()]));
});
afterAll(() => backend.stop());

/** Checks against a schema of the document. */
function expectValid(value: unknown, schema: object): void {
  const ajv = validator();
  ajv.addVocabulary(['openapi', 'info', 'servers', 'paths', 'components', 'example']);
  ajv.addSchema(document, 'document');
  const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"document#/components'));
  const isValid = ajv.validate(absolute, value);
  expect({ errors: ajv.errors, isValid }).toEqual({ errors: null, isValid: true });
}

describe('the document', () => {
  it('is OpenAPI 3.1', () => {
    const ajv = validator();
    const isValid = ajv.validate(openApiSchema, document);
    expect({ errors: ajv.errors, isValid }).toEqual({ errors: null, isValid: true });
    expect(document).toMatchObject({
      info: { version: '1.4.2' },
      servers: [{ url: `http://localhost:${backend.port}` }],
    });
  });

  it('lists exactly the routes that are mounted', async () => {
    const mounted = ownSeries(await scrape(backend.metricsUrl))
      .filter((series) => series.startsWith('http_requests_total'))
      .map((series) => JSON.parse(series.slice(series.indexOf('{'))) as { method: string; route: string })
      .filter(({ method }) => method !== 'other')
      .map(({ method, route: path }) => `${method} ${path}`);
    expect(routes.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([...new Set(mounted)].sort());
  });

  it.each(['get', 'post', 'put', 'patch', 'delete'])('says which paths have %s', async (method) => {
    for (const [path, methods] of Object.entries(document.paths)) {
      if (path.endsWith('/stream')) continue;
      const answer = await sendPlain(backend.port, { method: method.toUpperCase(), path: path.replace('{id}', 'x') });
      expect({ path, is405: answer.status === 405 }).toEqual({ path, is405: !(method in methods) });
    }
  });

  it('names each operation once', () => {
    const ids = routes.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('refers to nothing that it does not hold', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference);
    const { schemas } = document['components'] as { schemas: Record<string, unknown> };
    const held = new Set(Object.keys(schemas).map((name) => `#/components/schemas/${name}`));
    expect(references.length).toBeGreaterThan(10);
    expect(references.filter((reference) => !held.has(reference ?? ''))).toEqual([]);
  });

  it('holds schemas that compile, each of them', () => {
    const { schemas } = document['components'] as { schemas: Record<string, object> };
    expect(Object.keys(schemas)).toEqual(
      expect.arrayContaining(['Incident', 'PlatformStatus', 'Problem', 'Readiness']),
    );
    const ajv = validator();
    ajv.addVocabulary(['openapi', 'info', 'servers', 'paths', 'components', 'example']);
    ajv.addSchema(document, 'document');
    for (const name of Object.keys(schemas)) {
      expect(ajv.getSchema(`document#/components/schemas/${name}`)).toBeInstanceOf(Function);
    }
  });

  it('declares each parameter of a path', () => {
    for (const { path, operation } of routes) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = (operation.parameters ?? []).filter(({ in: place }) => place === 'path').map(({ name }) => name);
      expect({ path, declared }).toEqual({ path, declared: inPath });
    }
  });

  it('uses no security that it does not describe', () => {
    const { securitySchemes } = document['components'] as { securitySchemes: object };
    const used = routes.flatMap(({ operation }) => ((operation['security'] ?? []) as object[]).flatMap(Object.keys));
    expect(new Set(used)).toEqual(new Set(Object.keys(securitySchemes)));
  });

  it('has the shapes of the code', () => {
    const generated = openApi([], { version: '1.4.2', publicUrl: new URL(`http://localhost:${backend.port}`) });
    expect(document['components']).toEqual(JSON.parse(JSON.stringify(generated.components)));
    expect(document['info']).toEqual(generated.info);
    expect(Object.keys(generated.components.schemas).sort()).toEqual(Object.keys(shapes).sort());
  });

  it('is made of any table of routes', () => {
    const { paths } = openApi(
      [
        route({
          method: 'get',
          path: '/api/v1/things/{id}',
          operation: 'getThing',
          summary: 'A thing',
          access: 'operator',
          rateLimit: 'read',
          responses: { 200: { description: 'It', schema: shapes.Health } },
          handle: () => undefined,
        }),
      ],
      { version: '1', publicUrl: new URL('https://arq.example.com') },
    );
    expect(paths['/api/v1/things/{id}']).toMatchObject({
      get: {
        operationId: 'getThing',
        security: [{ session: [], csrfToken: [] }],
        responses: {
          200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Health' } } } },
          ...Object.fromEntries(
            [401, 403, 429, 500, 503].map((status) => [
              status,
              { content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
            ]),
          ),
        },
      },
    });
  });

  it('is the same in every answer, and may be kept for a while', async () => {
    const response = await fetch(`${backend.url}/api/v1/openapi.json`);
    expect(response.headers.get('cache-control')).toBe('public, max-age=300');
    expect(await response.json()).toEqual(document);
  });
});

describe('an answer', () => {
  /** Paths with data behind them, and the status that each is to have. */
  const cases = [
    ['/api/v1/health', '/api/v1/health', 200],
    ['/api/v1/health/readiness', '/api/v1/health/readiness', 200],
    ['/api/v1/status', '/api/v1/status', 200],
    ['/api/v1/status/history', '/api/v1/status/history', 200],
    ['/api/v1/status/history', '/api/v1/status/history?days=365', 200],
    ['/api/v1/status/history', '/api/v1/status/history?days=0', 400],
    ['/api/v1/incidents', '/api/v1/incidents', 200],
    ['/api/v1/incidents', '/api/v1/incidents?limit=1', 200],
    ['/api/v1/incidents', '/api/v1/incidents?state=resolved&severity=critical,info&tier=database', 200],
    ['/api/v1/incidents', '/api/v1/incidents?state=x', 400],
    ['/api/v1/incidents/{id}', '/api/v1/incidents/{resolved}', 200],
    ['/api/v1/incidents/{id}', '/api/v1/incidents/{open}', 200],
    ['/api/v1/incidents/{id}', '/api/v1/incidents/x', 400],
    ['/api/v1/incidents/{id}', '/api/v1/incidents/00000000-0000-4000-8000-000000000000', 404],
    ['/api/v1/drills/{id}', `/api/v1/drills/${drillId}`, 200],
    ['/api/v1/drills/{id}', '/api/v1/drills/x', 400],
    ['/api/v1/drills/{id}', '/api/v1/drills/00000000-0000-4000-8000-000000000000', 404],
    ['/api/v1/session', '/api/v1/session', 200],
    ['/api/v1/auth/login', '/api/v1/auth/login', 403],
    ['/api/v1/auth/callback', '/api/v1/auth/callback', 403],
  ] as const;

  it.each(cases)('of %s is as documented: %s, %i', async (template, path, status) => {
    const page = (await (await fetch(`${backend.url}/api/v1/incidents`)).json()) as shapes.IncidentPage;
    const idOf = (state: string) => page.items.find((item) => item.state === state)?.id ?? 'none';
    const real = path.replace('{open}', idOf('open')).replace('{resolved}', idOf('resolved'));
    const response = await fetch(backend.url + real, { redirect: 'manual' });
    expect(response.status).toBe(status);
    const described = document.paths[template]?.['get']?.responses[String(status)];
    const [type = ''] = (response.headers.get('content-type') ?? '').split(';');
    const schema = described?.content?.[type]?.schema;
    if (schema === undefined) throw new Error(`GET ${template} has no schema for ${status} ${type}`);
    expectValid(await response.json(), schema);
  });

  it('is checked for every route that gives JSON', () => {
    const withSchema = routes
      .filter(({ method, operation }) => method === 'GET' && operation.responses['200']?.content?.['application/json'])
      .map(({ path }) => path);
    const checked: string[] = cases.filter(([, , status]) => status === 200).map(([template]) => template);
    expect(withSchema.filter((path) => !checked.includes(path))).toEqual([]);
  });

  it('has data in it', async () => {
    const page = (await (await fetch(`${backend.url}/api/v1/incidents`)).json()) as shapes.IncidentPage;
    expect(page.items.map(({ state }) => state).sort()).toEqual(['open', 'open', 'resolved']);
    const status = await until(async () => {
      const read = (await (await fetch(`${backend.url}/api/v1/status`)).json()) as shapes.PlatformStatus;
      return read.tiers.some(({ latency }) => latency.length > 0) ? read : undefined;
    }, 20_000);
    expectValid(status, { $ref: '#/components/schemas/PlatformStatus' });
    expect(status.release.colour).toBe('green');
  });

  it('that is not as documented would be found', () => {
    const health = { $ref: '#/components/schemas/Health' };
    expect(() => expectValid({ status: 'ok', timestamp: 'now' }, health)).toThrow();
    expect(() => expectValid({ status: 'ok' }, health)).toThrow();
    expect(() => expectValid({ status: 'ok', timestamp: '2026-01-31T12:00:00.000Z', more: 1 }, health)).toThrow();
  });
});
