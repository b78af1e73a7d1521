import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { z } from 'zod';
import { ConfigurationError, type ConfigurationFault } from './configuration-error.ts';
import { isLoopback } from './loopback.ts';
import { fileSecret, fixedSecret, type Secret } from './secret.ts';
import type { Variable } from './variable.ts';
import { type VariableName, variables } from './variables.ts';

/** Value of each variable, checked. */
export type Values = { readonly [Name in VariableName]: z.output<(typeof variables)[Name]['schema']> };

/** How the configuration was given. */
export interface Configuration {
  readonly values: Values;
  /** A secret for reading again and again; `undefined` where it is not set. */
  secret(name: SecretName): Secret | undefined;
}

/** Variables that may come from a file, and are never printed. */
export type SecretName = {
  [Name in VariableName]: (typeof variables)[Name] extends { secret?: boolean } ? Name : never;
}[VariableName];

/** Beyond a variable on its own: what only makes sense together. */
interface Combination {
  /** Looked at only if none of these is wrong by itself: it would only repeat it. */
  readonly of: readonly VariableName[];
  /** What is wrong, and which variable to blame. */
  readonly check: (values: Values) => ConfigurationFault | undefined;
}

const combinations: readonly Combination[] = [
  ...(['DATABASE_HOST', 'DATABASE_NAME', 'DATABASE_USER'] as const).map((name) => instead('DATABASE_URL', name)),
  instead('REDIS_URL', 'REDIS_HOST'),
  {
    of: ['OIDC_ISSUER', 'OIDC_CLIENT_ID'],
    check: ({ OIDC_ISSUER, OIDC_CLIENT_ID }) =>
      OIDC_ISSUER && !OIDC_CLIENT_ID ? fault('OIDC_CLIENT_ID', 'is not set, but OIDC_ISSUER is') : undefined,
  },
  ...(['PUBLIC_URL', 'OIDC_ISSUER'] as const).map(
    (name): Combination => ({
      of: ['PUBLIC_URL', 'OIDC_ISSUER'],
      check: (values) =>
        values.OIDC_ISSUER && values[name]?.protocol === 'http:' && !isLoopback(values[name])
          ? fault(name, 'would send what operators sign in with in the clear', values[name]?.href)
          : undefined,
    }),
  ),
  {
    of: ['PORT', 'METRICS_PORT'],
    check: ({ PORT, METRICS_PORT }) =>
      PORT === METRICS_PORT ? fault('METRICS_PORT', 'is the port of the API', String(PORT)) : undefined,
  },
];

/** One of the two has to be set. */
function instead(url: VariableName, part: VariableName): Combination {
  return {
    of: [url, part],
    check: (values) => (values[url] || values[part] ? undefined : fault(part, `is not set, and neither is ${url}`)),
  };
}

/** What a program needs that works on the database alone. */
const ofDatabase = /^(DATABASE_|MIGRATION_|RELEASE_(VERSION|COMMIT)$|NODE_ENV$)/;

/**
 * Reads the environment.
 * @param part all of it, or no more than what concerns the database: a migration need not know what the server does
 * @throws ConfigurationError naming everything that is wrong at once
 */
export function readConfiguration(environment: NodeJS.ProcessEnv, part: 'all' | 'database' = 'all'): Configuration {
  const faults: ConfigurationFault[] = [];
  const secrets = new Map<string, Secret>();
  const values: Record<string, unknown> = {};
  const concerns = (name: string) => part === 'all' || ofDatabase.test(name);
  for (const [name, variable] of Object.entries(variables) as [VariableName, Variable][]) {
    if (!concerns(name)) continue;
    const raw = variable.secret ? rawSecret(name, environment, faults, secrets) : environment[name];
    if (faults.at(-1)?.variable === `${name}_FILE`) continue;
    const { success, data, error } = variable.schema.safeParse(raw === '' ? undefined : raw);
    if (success) values[name] = data;
    else faults.push(fault(name, reason(raw, error), variable.secret ? undefined : raw));
  }
  const wrong = new Set(faults.map(({ variable }) => variable.replace(/_FILE$/, '')));
  for (const { of, check } of combinations) {
    if (of.every((name) => concerns(name) && !wrong.has(name))) faults.push(...[check(values as Values) ?? []].flat());
  }
  if (faults.length > 0) throw new ConfigurationError(faults);
  return { values: values as Values, secret: (name) => secrets.get(name) };
}

function rawSecret(
  name: string,
  environment: NodeJS.ProcessEnv,
  faults: ConfigurationFault[],
  secrets: Map<string, Secret>,
): string | undefined {
  const path = environment[`${name}_FILE`];
  const value = environment[name];
  if (!path) {
    const trimmed = value?.trimEnd();
    if (trimmed) secrets.set(name, fixedSecret(trimmed));
    return trimmed;
  }
  const blame = (reason: string) => {
    // The secret itself, where its file should be, is a mistake that must not end up in a log.
    const shown = isAbsolute(path) ? path : undefined;
    faults.push({ variable: `${name}_FILE`, reason, value: shown, example: '/run/secrets/…' });
    return undefined;
  };
  if (value) return blame(`is set, and ${name} too; set one of them`);
  try {
    const content = readFileSync(path, 'utf8').trimEnd();
    if (content === '') return blame('names a file that is empty');
    secrets.set(name, fileSecret(path, content));
    return content;
  } catch (error) {
    return blame(`names a file that cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

/** zod speaks of types where people think of variables. */
function reason(raw: string | undefined, error: z.ZodError): string {
  if (raw === undefined || raw === '') return 'is not set';
  return error.issues.map(({ message }) => message).join('; ');
}

function fault(variable: VariableName, reason: string, value?: string): ConfigurationFault {
  return { variable, reason, value, example: variables[variable].example };
}
