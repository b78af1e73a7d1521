import type { Request } from 'express';
import type { ProblemError } from '../http/problem.ts';
import { describeError } from './describe-error.ts';
import type { AuditLog } from './options.ts';
import type { Person } from './person.ts';
import type { SignInMarker } from './return-to.ts';

/** Who signed in, who signed out, and who was refused. Neither tokens nor cookies come near it. */
export class Audit {
  readonly #logger: AuditLog;

  constructor(logger: AuditLog) {
    this.#logger = logger;
  }

  signedIn(person: Person, isOperator: boolean): void {
    this.#logger.info('signed in', { event: 'sign-in', ...who(person), roles: person.roles, isOperator });
  }

  signedOut(person: Person): void {
    this.#logger.info('signed out', { event: 'sign-out', ...who(person) });
  }

  signInRefused(marker: SignInMarker, error?: unknown): void {
    this.#logger.warn('sign-in refused', {
      event: 'sign-in-refused',
      outcome: marker,
      ...(error === undefined ? {} : describeError(error)),
    });
  }

  requestRefused(request: Request, person: Person, problem: ProblemError): void {
    this.#logger.warn('request refused', {
      event: 'request-refused',
      ...who(person),
      reason: problem.kind,
      method: request.method,
      // Without the query: it is the caller's to fill.
      path: request.baseUrl + request.path,
    });
  }
}

function who({ subject, name }: Person) {
  return { subject, name };
}
