import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import type { Route } from '../api/route.ts';
import type { Logger } from '../logging/logger.ts';
import { withRequestId } from '../logging/request-context.ts';
import type { Metrics } from '../metrics/metrics.ts';

/** The one label for whatever is not in the route table. */
const unmatched = 'unmatched';
/** The client went away before its answer was complete. nginx coined the number. */
const clientClosedRequest = 499;
/** An id from a proxy is taken over if it cannot do harm in a log. */
const acceptableId = /^[\w.-]{8,64}$/;

/** What is known of a request so far, for its line in the log and its metrics. */
export class Observation {
  readonly id: string;
  /** Template of the route, never the path that was asked for. */
  route = unmatched;
  /** Method of the route; `other` for a method that the route does not have. */
  method = 'other';
  private readonly start = performance.now();
  private isDone = false;
  private readonly report: (observation: Observation, status: number, milliseconds: number) => void;

  constructor(id: string, report: (observation: Observation, status: number, milliseconds: number) => void) {
    this.id = id;
    this.report = report;
  }

  /** Counts the request once, whoever says so first. */
  finish(status: number): void {
    if (this.isDone) return;
    this.isDone = true;
    this.report(this, status, performance.now() - this.start);
  }
}

export function observationOf(response: Response): Observation {
  return response.locals['observation'] as Observation;
}

/** Gives each request an id, and each answer a line in the log and its place in the metrics. */
export function observe(logger: Logger, metrics: Metrics, quietRoutes: ReadonlySet<string>): RequestHandler {
  const report = ({ route, method }: Observation, status: number, milliseconds: number) => {
    const labels = { method, route, status_code: String(status) };
    metrics.requestsInFlight.dec();
    metrics.requests.inc(labels);
    if (isServed(status)) metrics.requestDuration.observe(labels, milliseconds / 1_000);
    const line = { method, route, status, durationMs: Math.round(milliseconds * 10) / 10 };
    // Probes and scrapes come every few seconds and say nothing as long as they succeed.
    if (!quietRoutes.has(route) || status >= 500) logger.info('request', line);
    else if (logger.isDebugEnabled()) logger.debug('request', line);
  };
  return (request, response, next) => {
    const given = request.get('x-request-id');
    const observation = new Observation(given && acceptableId.test(given) ? given : randomUUID(), report);
    metrics.requestsInFlight.inc();
    response.locals['observation'] = observation;
    response.setHeader('X-Request-Id', observation.id);
    withRequestId(observation.id, () => {
      next();
    });
    // The connection closes outside of the request, but the line is about it.
    response.once('close', () => {
      withRequestId(observation.id, () =>
        observation.finish(response.writableFinished ? response.statusCode : clientClosedRequest),
      );
    });
  };
}

/** Refusals take no time and would make a slow service look fast. */
function isServed(status: number): boolean {
  return status < 400 || status >= 500;
}

/** Statuses that an answer of a route may have. */
function statusesOf({ request, access, rateLimit, responses }: Route): number[] {
  return [
    ...Object.keys(responses).map(Number),
    ...(request ? [400] : []),
    ...(request?.params ? [404] : []),
    ...(request?.body ? [409, 413, 415] : []),
    ...(access === 'operator' ? [401, 403] : []),
    ...(access === 'alertmanager' ? [401] : []),
    ...(rateLimit === 'none' ? [] : [429]),
    clientClosedRequest,
    500,
    503,
  ];
}

/**
 * Creates every series that requests can lead to: a rate cannot see the first increase of a series that was not there, and
 * no request, however odd, adds one.
 */
export function initialiseRequestMetrics(metrics: Metrics, routes: readonly Route[]): void {
  const zero = (method: string, route: string, status: number) => {
    const labels = { method, route, status_code: String(status) };
    metrics.requests.inc(labels, 0);
    if (isServed(status)) metrics.requestDuration.zero(labels);
  };
  for (const route of routes) {
    for (const status of new Set(statusesOf(route))) zero(route.method.toUpperCase(), route.path, status);
    for (const status of [204, 400, 405, clientClosedRequest]) zero('other', route.path, status);
  }
  for (const status of [204, 400, 404, 408, 431, clientClosedRequest, 500]) zero('other', unmatched, status);
}
