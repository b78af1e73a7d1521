import { backendChecks } from '../../../smoke/backend-checks.ts';
import type { Result } from '../../../smoke/check.ts';
import { frontendChecks } from '../../../smoke/frontend-checks.ts';
import { runChecks } from '../../../smoke/run-checks.ts';
import { token } from './fake-platform.ts';

export interface Asking {
  readonly version?: string;
  /** Milliseconds for all checks. @default none that matters */
  readonly deadline?: number;
  /** @default the platform's */
  readonly token?: string;
  /** Milliseconds of some checks, by name. @default their own */
  readonly limits?: Readonly<Record<string, number>>;
}

/** Runs all checks of both tiers. */
export function ask({ url }: { readonly url: string }, asking: Asking = {}): Promise<Result[]> {
  const { version, deadline = 60_000, token: given = token, limits = {} } = asking;
  const checks = [...backendChecks(url, given, version), ...frontendChecks(url, given)];
  const limited = checks.map((check) => ({ ...check, milliseconds: limits[check.name] ?? check.milliseconds }));
  return runChecks(limited, deadline, () => {});
}

/** Names of the checks that failed. */
export const failed = (results: readonly Result[]) =>
  results.filter(({ outcome }) => outcome === 'failed').map(({ name }) => name);

export const find = (results: readonly Result[], name: string) => results.find((result) => result.name === name);
