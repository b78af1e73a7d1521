import type { z } from 'zod';
import type { CheckResult } from '../api/shapes.ts';
import { ProblemError } from '../http/problem.ts';

/** What a check of a dependency came to; public, so a class and no more. */
export type CheckOutcome = z.infer<typeof CheckResult>;

/** An answer younger than this is given again: probes of many callers cost the dependency no more than those of one. */
const freshMilliseconds = 1_000;

/** Asks a dependency whether it answers, once at a time. */
export class DependencyCheck {
  private readonly ask: () => Promise<void>;
  private readonly timeoutMilliseconds: number;
  private readonly report: (outcome: CheckOutcome) => void;
  private running: Promise<CheckOutcome> | undefined;
  private last: { readonly outcome: CheckOutcome; readonly at: number } | undefined;

  /**
   * @param ask settles when the dependency has answered
   * @param timeoutMilliseconds when to give up on it
   * @param report told of every outcome
   */
  constructor(ask: () => Promise<void>, timeoutMilliseconds: number, report: (outcome: CheckOutcome) => void) {
    this.ask = ask;
    this.timeoutMilliseconds = timeoutMilliseconds;
    this.report = report;
  }

  /** What the last answer was; `unknown` before there was one. */
  get outcome(): CheckOutcome {
    return this.last?.outcome ?? 'unknown';
  }

  /** A fresh answer; never rejects. */
  check(): Promise<CheckOutcome> {
    if (this.last && performance.now() - this.last.at < freshMilliseconds) return Promise.resolve(this.last.outcome);
    this.running ??= this.run().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  private async run(): Promise<CheckOutcome> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<CheckOutcome>((resolve) => {
      timer = setTimeout(resolve, this.timeoutMilliseconds, 'timeout');
    });
    const outcome = await Promise.race([this.ask().then(() => 'ok' as const, classify), limit]);
    clearTimeout(timer);
    this.last = { outcome, at: performance.now() };
    this.report(outcome);
    return outcome;
  }
}

/** The class of a failure, and nothing of its text: the answer is public. */
function classify(error: unknown): CheckOutcome {
  const cause = error instanceof ProblemError ? error.options.cause : error;
  const { code, message = '' } = (cause ?? {}) as { code?: string; message?: string };
  if (/timeout|did not answer/i.test(message) || code === 'ETIMEDOUT') return 'timeout';
  // Answers of a server that is there: wrong password, schema, too many connections, shutting down.
  if (/^(25|28|42|53|57)/.test(code ?? '') || /^(WRONGPASS|NOAUTH|NOPERM|LOADING|MASTERDOWN)/.test(message))
    return 'refused';
  return 'unavailable';
}
