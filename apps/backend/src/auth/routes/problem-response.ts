import type { ResponseDescription } from '../../api/route.ts';
import { Problem } from '../../api/shapes.ts';
import { type ProblemKind, problemKinds } from '../../http/problem.ts';

/** A problem that a route's access does not imply, for its documentation and metrics. */
export function problemResponse(kind: ProblemKind): Readonly<Record<number, ResponseDescription>> {
  const { status, title } = problemKinds[kind];
  return { [status]: { description: title, schema: Problem, contentType: 'application/problem+json' } };
}
