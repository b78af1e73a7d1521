import { ProblemError } from '../http/problem.ts';

/** Codes of PostgreSQL, https://www.postgresql.org/docs/current/errcodes-appendix.html */
const unavailableCodes = new Set([
  '25006', // read-only: a standby took over the address
  '25P03', // idle in transaction for too long: this process was stalled
  '28000', // not let in
  '28P01', // wrong password: it is being rotated
  '40001', // serialization failure
  '40P01', // deadlock
  '42703', // no such column: the migration that brings it has not run yet
  '42P01', // no such table: likewise
  '55P03', // lock not available
]);
/** Lost connections, missing resources such as memory, disk or connections, what administrators do, faults of the system. */
const unavailableClasses = /^(08|53|57|58)/;
const networkCodes = /^E(CONN|HOST|NET|PIPE|TIMEDOUT|AI_AGAIN|NOTFOUND)/;
/** node-postgres gives these no code. */
const driverMessages = /timeout|terminat|connection|not queryable|client was closed/i;

/** Whether a failure says that the database cannot serve, rather than that the statement is wrong. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.some(isUnavailable);
  const { code } = error as { code?: unknown };
  if (typeof code === 'string') {
    return unavailableCodes.has(code) || unavailableClasses.test(code) || networkCodes.test(code);
  }
  return driverMessages.test(error.message);
}

/** The problem that a caller sees for a failure; other errors pass as they are. */
export function asProblem(error: unknown): unknown {
  if (!isUnavailable(error)) return error;
  return new ProblemError('unavailable', { cause: error, headers: { 'Retry-After': '5' } });
}
