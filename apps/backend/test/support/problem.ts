import { expect } from '@jest/globals';
import { Problem } from '../../src/api/shapes.ts';
import { type ProblemKind, problemKinds } from '../../src/http/problem.ts';

/** Expects an answer to be a problem document of one kind, and nothing but what such a document holds. */
export function expectProblem(
  answer: { readonly status: number; readonly headers: Readonly<Record<string, unknown>>; readonly body: string },
  kind: ProblemKind,
): Problem {
  const { status, title } = problemKinds[kind];
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  const problem = Problem.strict().parse(JSON.parse(answer.body));
  expect(problem).toMatchObject({ type: `urn:arq:problem:${kind}`, title, status });
  expect(answer.status).toBe(status);
  expect(answer.headers['x-request-id']).toBe(problem.instance);
  expect(answer.headers['cache-control']).toBe('no-store');
  // Neither paths of sources nor text of libraries.
  expect(answer.body).not.toMatch(/node_modules|\.ts\b|\.mjs\b|at .*:\d+|SyntaxError|position \d+|postgres|ECONN/);
  return problem;
}
