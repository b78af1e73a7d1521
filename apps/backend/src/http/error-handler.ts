import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import type { Problem } from '../api/shapes.ts';
import { asProblem } from '../database/failure.ts';
import type { Logger } from '../logging/logger.ts';
import { observationOf } from './observation.ts';
import { ProblemError, type ProblemKind, problemKinds } from './problem.ts';

/** Errors of body-parser by their `type`. */
const bodyProblems: Readonly<Record<string, ProblemKind>> = {
  'entity.parse.failed': 'malformed-json',
  'entity.verify.failed': 'malformed-json',
  'entity.too.large': 'body-too-large',
  'encoding.unsupported': 'unsupported-media-type',
  'charset.unsupported': 'unsupported-media-type',
};

/** The last word on every request that failed: one shape, and nothing internal. */
export function errorHandler(logger: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    // The client went away before its body was complete. An answer would go nowhere, yet count as one.
    if (typeOf(error) === 'request.aborted') {
      response.destroy();
      return;
    }
    const problem = problemOf(error);
    if (problem.kind === 'internal') logger.error('a request failed', { route: observationOf(response).route, error });
    else if (problem.status >= 500) {
      logger.warn('a request was refused: a dependency does not answer', {
        route: observationOf(response).route,
        error: problem.options.cause ?? problem,
      });
    }
    // An answer that has begun cannot become another one; the client sees it break off.
    if (response.headersSent) response.destroy();
    else sendProblem(response, problem);
  };
}

/** Whatever no route has taken. */
export const notFound: RequestHandler = () => {
  throw new ProblemError('not-found');
};

function problemOf(error: unknown): ProblemError {
  const bodyProblem = bodyProblems[typeOf(error)];
  if (bodyProblem) return new ProblemError(bodyProblem, { cause: error });
  const known = asProblem(error);
  if (known instanceof ProblemError) return known;
  const { status } = (error ?? {}) as { status?: unknown };
  // Express and its parsers mark what the caller did wrong.
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new ProblemError('invalid-request', { cause: error });
  return new ProblemError('internal', { cause: error });
}

function sendProblem(response: Response, { kind, status, options }: ProblemError): void {
  const body: Problem = {
    type: `urn:arq:problem:${kind}`,
    title: problemKinds[kind].title,
    status,
    ...(options.detail === undefined ? {} : { detail: options.detail }),
    instance: observationOf(response).id,
    ...(options.errors === undefined ? {} : { errors: [...options.errors] }),
  };
  response
    .status(status)
    .set({ 'Cache-Control': 'no-store', ...options.headers })
    .type('application/problem+json')
    .send(JSON.stringify(body));
}

/** What body-parser calls an error of its own; otherwise nothing. */
function typeOf(error: unknown): string {
  const { type } = (error ?? {}) as { type?: unknown };
  return typeof type === 'string' ? type : '';
}
