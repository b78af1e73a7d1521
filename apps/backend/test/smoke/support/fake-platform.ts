import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { takenFor } from './taken-for.ts';

/** Answers a request; what it does not end hangs. */
export type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => void | Promise<void>;

/** A server that answers everything that the smoke test asks of both tiers, but for what a test lets it do wrongly. */
export interface FakePlatform {
  readonly url: string;
  /** What was asked so far, as method and path, with `{id}` for that of a drill. */
  readonly asked: string[];
  /** Answers instead, by what is asked. */
  readonly wrong: Map<string, Handler>;
  /** Drills that are stored. */
  readonly drills: Map<string, unknown>;
  close(): Promise<void>;
}

export const token = 'token-of-the-smoke-test-0123456789';

export function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

export const sse = (response: ServerResponse) => response.writeHead(200, { 'Content-Type': 'text/event-stream' });

export function html(response: ServerResponse, page: string): void {
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(page);
}

/** A page as the frontend renders it, as far as the smoke test looks. */
export function pageOf(
  language: string,
  direction: string,
  headline: string,
  { tiers = 4, away = false } = {},
): string {
  return `<!DOCTYPE html><html lang="${language}" dir="${direction}"><body><main id="content" tabindex="-1">
<div class="stack" data-away="${away}"><h1 id="overall">${headline}</h1><ul class="tiers">${'<li class="card tier" data-tone="operational"></li>'.repeat(tiers)}</ul></div></main></body></html>`;
}

export async function startFakePlatform(): Promise<FakePlatform> {
  const drills = new Map<string, unknown>();
  const listeners = new Map<string, ServerResponse>();
  const asked: string[] = [];
  const wrong = new Map<string, Handler>();
  const idOf = ({ pathname }: URL) => pathname.split('/').at(-1) ?? '';
  const right: Readonly<Record<string, Handler>> = {
    'GET /api/v1/health': (_request, response) => json(response, 200, { status: 'ok' }),
    'GET /api/v1/health/readiness': (_request, response) =>
      json(response, 200, { status: 'ok', checks: { database: 'ok', redis: 'ok' } }),
    'GET /api/v1/status': (_request, response) =>
      json(response, 200, { release: { version: '1.4.2', commit: 'abcdef0' } }),
    'GET /api/v1/status/stream': (_request, response, url) => {
      listeners.set(url.searchParams.get('drill') ?? '', response);
      sse(response).write('retry: 1000\n\nevent: status\ndata: {}\n\n');
    },
    'PUT /api/v1/drills/{id}': async (request, response, url) => {
      if (request.headers.authorization !== `Bearer ${token}`) return json(response, 401, {});
      const drill = takenFor(idOf(url), JSON.parse(await text(request)));
      drills.set(idOf(url), drill);
      listeners.get(idOf(url))?.write(`event: drill\ndata: ${JSON.stringify(drill)}\n\n`);
      json(response, 201, drill);
    },
    'GET /api/v1/drills/{id}': (_request, response, url) => {
      const drill = drills.get(idOf(url));
      json(response, drill ? 200 : 404, drill ?? {});
    },
    'DELETE /api/v1/drills/{id}': (_request, response, url) => {
      drills.delete(idOf(url));
      response.writeHead(204).end();
    },
    'GET /health': (_request, response) => json(response, 200, { status: 'ok' }),
    'GET /health/readiness': (_request, response) => json(response, 200, { status: 'ok' }),
    'GET /en': (_request, response) => html(response, pageOf('en', 'ltr', 'All systems <!-- -->operational')),
    'GET /ar': (_request, response) => html(response, pageOf('ar', 'rtl', 'جميع الأنظمة تعمل')),
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const question = `${request.method} ${url.pathname.replace(/[0-9a-f-]{36}$/, '{id}')}`;
    asked.push(question);
    const handler = wrong.get(question) ?? right[question] ?? (() => json(response, 404, {}));
    void handler(request, response, url);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    wrong,
    drills,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
