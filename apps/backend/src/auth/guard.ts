import type { Request } from 'express';
import { ProblemError } from '../http/problem.ts';
import type { Audit } from './audit.ts';
import { assertOwnPage } from './csrf.ts';
import { type Person, personOf } from './person.ts';

export interface GuardOptions {
  readonly publicUrl: URL;
  /** Absent: nobody can sign in. */
  readonly operatorRole: string | undefined;
  readonly audit: Audit;
}

/** Decides who may do what. */
export class Guard {
  readonly #options: GuardOptions;

  constructor(options: GuardOptions) {
    this.#options = options;
  }

  isOperator(person: Person): boolean {
    const { operatorRole } = this.#options;
    return operatorRole !== undefined && person.roles.includes(operatorRole);
  }

  /**
   * Lets anybody who signed in pass; writes need the token.
   * @throws ProblemError `writes-off`, `not-signed-in`, `forbidden` or `invalid-csrf-token`
   */
  assertSignedIn(request: Request): Person {
    if (this.#options.operatorRole === undefined) throw nobodySignsIn();
    const person = personOf(request);
    if (!person) throw new ProblemError('not-signed-in');
    return this.#audited(request, person, () => {
      if (!['GET', 'HEAD'].includes(request.method)) assertOwnPage(request, person, this.#options.publicUrl);
    });
  }

  /**
   * Lets operators pass.
   * @throws ProblemError as above, and `forbidden` for somebody without the role
   */
  assertOperator(request: Request): Person {
    const person = this.assertSignedIn(request);
    return this.#audited(request, person, () => {
      if (this.isOperator(person)) return;
      throw new ProblemError('forbidden', { detail: `That takes the role ${this.#options.operatorRole}.` });
    });
  }

  #audited(request: Request, person: Person, check: () => void): Person {
    try {
      check();
    } catch (error) {
      if (error instanceof ProblemError) this.#options.audit.requestRefused(request, person, error);
      throw error;
    }
    return person;
  }
}

export function nobodySignsIn(): ProblemError {
  return new ProblemError('writes-off', { detail: 'No sign-in provider is configured, so nobody can sign in.' });
}
