import { backendChecks } from './backend-checks.ts';
import type { Check } from './check.ts';
import { frontendChecks } from './frontend-checks.ts';
import { type Options, readOptions, UsageError, usage } from './options.ts';
import { createReport } from './report.ts';
import { runChecks } from './run-checks.ts';

/**
 * Asks a running platform everything that a release has to be able to do, in the way of its users and of Alertmanager.
 * Nothing of it is seen by anybody else, and nothing stays behind.
 * @returns exit status: 0 if all passed, 1 if a check failed, 2 if the program was called wrongly
 */
export async function smoke(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  try {
    const options = readOptions(args, environment);
    if (options.help) {
      console.log(usage);
      return 0;
    }
    const report = createReport(options);
    const results = await runChecks(checksOf(options), options.deadlineMilliseconds, report.result);
    await report.end(results);
    return results.every(({ outcome }) => outcome === 'passed') ? 0 : 1;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    return 2;
  }
}

function checksOf({ backend, frontend, token, version }: Options): Check[] {
  return [
    ...(backend ? backendChecks(backend, token, version) : []),
    ...(frontend ? frontendChecks(frontend, token) : []),
  ];
}
