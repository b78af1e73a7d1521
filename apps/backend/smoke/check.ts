/** Something that a release has to be able to do. */
export interface Check {
  readonly name: string;
  /** Names of checks that come before it and without which it would say nothing new. */
  readonly after?: readonly string[];
  /** Time limit. */
  readonly milliseconds: number;
  /** What to look at if it takes longer. */
  readonly lookAt: string;
  /**
   * Tidies up: runs after the deadline of all, too.
   * @default false
   */
  readonly isCleanUp?: boolean;
  /** Asked when its turn has come; where there is nothing to do, nothing is reported. @default always */
  isNeeded?(): boolean;
  /**
   * @returns what was found, for the report
   * @throws CheckFailure
   */
  run(attempt: Attempt): Promise<string | undefined>;
  /** Lets go of what later checks have used as well; called when all are over. */
  close?(): void;
}

/** One run of a check. */
export interface Attempt {
  /** Aborted at the end of its time. */
  readonly signal: AbortSignal;
  /** What it waits for at present; the report shows it if no answer comes. */
  waitsFor(what: string): void;
}

/** Why a check failed, in the words of the report. */
export interface Failure {
  readonly asked: string;
  readonly came: string;
  readonly lookAt: string;
}

/** The answer was wrong. */
export class CheckFailure extends Error {
  override readonly name = 'CheckFailure';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(`${failure.asked}: ${failure.came}`);
    this.failure = failure;
  }
}

/** What came of a check. */
export interface Result {
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly milliseconds: number;
  /** What was found, or why it was skipped. */
  readonly detail?: string | undefined;
  readonly failure?: Failure;
}
