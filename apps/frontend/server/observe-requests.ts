import { randomUUID } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { answerHeader } from './answer-status.ts';
import { isDecodable, isOwnWork, methodLabel, routeTemplate } from './route-template.ts';
import type { Runtime } from './runtime.ts';

interface RequestStart {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly server: Server;
}

const requestId = /^[\w-]{8,64}$/;
/** As nginx has it: the client went away before it had its answer. */
const clientClosedRequest = 499;
/** Answers 400 to everything. Next.js would answer 500 to an address that it cannot decode. */
const malformedPath = '/malformed';
let answers = 0;

/** Sees each request before Next.js does: gives it an id, says where it came from, counts and times it. */
export function observeRequests(runtime: Runtime, metricsServer: () => Server | undefined): void {
  subscribe('http.server.request.start', (message) => {
    const { request, response, server } = message as RequestStart;
    if (server === metricsServer()) return;
    runtime.server = server;
    identify(request, response);
    appendForwardedFor(request);
    track(runtime, request, response);
    if (!isDecodable(pathOf(request))) request.url = malformedPath;
  });
}

function identify(request: IncomingMessage, response: ServerResponse): void {
  const given = request.headers['x-request-id'];
  const id = typeof given === 'string' && requestId.test(given) ? given : randomUUID();
  request.headers['x-request-id'] = id;
  response.setHeader('X-Request-Id', id);
}

/** Next.js would hand on what the client says of itself, without the address that it has. */
function appendForwardedFor(request: IncomingMessage): void {
  const { remoteAddress } = request.socket;
  if (!remoteAddress) return;
  const given = request.headers['x-forwarded-for'];
  request.headers['x-forwarded-for'] = given ? `${given}, ${remoteAddress}` : remoteAddress;
}

function track({ metrics, latency, openResponses }: Runtime, request: IncomingMessage, response: ServerResponse): void {
  const start = performance.now();
  const route = routeTemplate(pathOf(request));
  const method = methodLabel(request.method ?? 'GET');
  answers += 1;
  const answer = String(answers);
  request.headers[answerHeader] = answer;
  openResponses.set(answer, response);
  response.once('close', () => {
    openResponses.delete(answer);
    const milliseconds = performance.now() - start;
    const labels = {
      method,
      route,
      status_code: String(response.writableFinished ? response.statusCode : clientClosedRequest),
    };
    metrics.requests.inc(labels);
    // A stream lasts as long as somebody listens, which says nothing about speed.
    if (!isStream(response)) metrics.requestDuration.observe(labels, milliseconds / 1000);
    if (isOwnWork(route)) latency.record(milliseconds);
  });
}

const pathOf = (request: IncomingMessage) => (request.url ?? '/').split('?')[0] ?? '/';

function isStream(response: ServerResponse): boolean {
  return String(response.getHeader('content-type')).startsWith('text/event-stream');
}
