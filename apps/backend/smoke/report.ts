import { createLogger } from '../src/logging/logger.ts';
import type { Result } from './check.ts';

/** Where results go, as they come. */
export interface Report {
  result(result: Result): void;
  /** Says how many passed; resolves when everything is written. */
  end(results: readonly Result[]): Promise<void>;
}

/** A line for each check: JSON as the other programs log it, or text for people. */
export function createReport({ format }: { readonly format: 'json' | 'text' }): Report {
  return format === 'json' ? jsonReport() : textReport();
}

function jsonReport(): Report {
  const version = process.env['RELEASE_VERSION'] || '0.0.0';
  const logger = createLogger({ level: 'info', format: 'json', fields: { service: 'arq-smoke', version } });
  const level = { passed: 'info', failed: 'error', skipped: 'warn' } as const;
  return {
    result({ name, outcome, milliseconds, detail, failure }) {
      logger[level[outcome]](`check ${outcome}`, {
        check: name,
        outcome,
        milliseconds,
        ...(detail === undefined ? {} : { detail }),
        ...failure,
      });
    },
    async end(results) {
      const { passed, failed } = countsOf(results);
      const hasPassed = passed === results.length;
      const counts = { checks: results.length, passed, failed };
      logger[hasPassed ? 'info' : 'error'](`the smoke test ${hasPassed ? 'passed' : 'failed'}`, counts);
      await logger.flush();
    },
  };
}

const marks = { passed: 'ok  ', failed: 'FAIL', skipped: 'skip' };

function textReport(): Report {
  return {
    result({ name, outcome, milliseconds, detail, failure }) {
      const time = outcome === 'skipped' ? '' : `${milliseconds} ms`;
      console.log(`${marks[outcome]} ${name.padEnd(34)} ${time.padStart(9)}  ${detail ?? ''}`.trimEnd());
      if (!failure) return;
      console.log(
        `       asked    ${failure.asked}\n       came     ${failure.came}\n       look at  ${failure.lookAt}`,
      );
    },
    async end(results) {
      const { passed, failed } = countsOf(results);
      const skipped = results.length - passed - failed;
      const rest = skipped > 0 ? `, ${skipped} skipped` : '';
      console.log(`\n${passed} of ${results.length} checks passed, ${failed} failed${rest}.`);
    },
  };
}

function countsOf(results: readonly Result[]) {
  const count = (outcome: Result['outcome']) => results.filter((result) => result.outcome === outcome).length;
  return { passed: count('passed'), failed: count('failed') };
}
