import { type Check, CheckFailure, type Failure, type Result } from './check.ts';

/**
 * Runs all checks in their order, whatever comes of them, except those that depend on one which failed.
 * @param deadlineMilliseconds for all together; cleaning up may take longer
 * @param report told of each result as soon as it is there
 */
export async function runChecks(
  checks: readonly Check[],
  deadlineMilliseconds: number,
  report: (result: Result) => void,
): Promise<Result[]> {
  const deadline = performance.now() + deadlineMilliseconds;
  const results: Result[] = [];
  for (const check of checks) {
    if (check.isNeeded && !check.isNeeded()) continue;
    const result = reasonToSkip(check, results, deadline) ?? (await runOne(check, deadline));
    results.push(result);
    report(result);
  }
  for (const check of checks) check.close?.();
  return results;
}

function reasonToSkip({ name, after = [], isCleanUp }: Check, results: readonly Result[], deadline: number) {
  const skipped = (detail: string): Result => ({ name, outcome: 'skipped', milliseconds: 0, detail });
  const missing = after.find((other) => results.some((result) => result.name === other && result.outcome !== 'passed'));
  if (missing) return skipped(`it takes "${missing}", which did not pass`);
  if (!isCleanUp && performance.now() >= deadline) return skipped('the deadline of all checks had passed');
  return undefined;
}

async function runOne(check: Check, deadline: number): Promise<Result> {
  const { name } = check;
  const start = performance.now();
  const limit = check.isCleanUp ? check.milliseconds : Math.min(check.milliseconds, deadline - start);
  const controller = new AbortController();
  let asked = name;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const came = `nothing within ${Math.round(limit)} ms${limit < check.milliseconds ? ', when the deadline of all checks passed' : ''}`;
      // First the reason, then the abortion, which would be one too.
      reject(new CheckFailure({ asked, came, lookAt: check.lookAt }));
      controller.abort();
    }, limit);
  });
  const attempt = {
    signal: controller.signal,
    waitsFor: (what: string) => {
      asked = what;
    },
  };
  const done = (result: Pick<Result, 'outcome' | 'detail' | 'failure'>): Result => ({
    name,
    milliseconds: Math.round(performance.now() - start),
    ...result,
  });
  try {
    return done({ outcome: 'passed', detail: await Promise.race([check.run(attempt), late]) });
  } catch (error) {
    return done({ outcome: 'failed', failure: failureOf(error, asked, check.lookAt) });
  } finally {
    clearTimeout(timer);
    controller.abort();
  }
}

/** Connections that break say why in the cause. */
function failureOf(error: unknown, asked: string, lookAt: string): Failure {
  if (error instanceof CheckFailure) return error.failure;
  const { message, cause } = error as Error;
  const { code, message: reason } = (cause ?? {}) as { code?: string; message?: string };
  return { asked, came: reason || code || message, lookAt };
}
