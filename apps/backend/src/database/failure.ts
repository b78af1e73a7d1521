import { ProblemError } from '../http/problem.ts';

/** Codes and classes of PostgreSQL, https://www.postgresql.org/docs/current/errcodes-appendix.html */
const unavailableCodes = new Set([
  '25006', // read-only: a standby took over the address
  '53100', // disk full
  '53200', // out of memory
  '53300', // too many connections
  '55P03', // lock not available
  '57014', // statement timeout
  '57P01', // shut down by the administrator
  '57P02', // crashed
  '57P03', // starting up
  '28P01', // wrong password: it is being rotated
  '40001', // serialization failure
  '40P01', // deadlock
]);
const networkCodes = /^(E(CONN|HOST|NET|PIPE|TIMEDOUT|AI_AGAIN|NOTFOUND)|08)/;
/** node-postgres gives these no code. */
const driverMessages = /timeout|terminat|connection|not queryable|client was closed/i;

/** Whether a failure says that the database cannot serve, rather than that the statement is wrong. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.some(isUnavailable);
  const { code } = error as { code?: unknown };
  if (typeof code === 'string') return unavailableCodes.has(code) || networkCodes.test(code);
  return driverMessages.test(error.message);
}

/** The problem that a caller sees for a failure; other errors pass as they are. */
export function asProblem(error: unknown): unknown {
  if (!isUnavailable(error)) return error;
  return new ProblemError('unavailable', { cause: error, headers: { 'Retry-After': '5' } });
}
