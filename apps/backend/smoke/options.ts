import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { contract } from '../contract.ts';
import { linesOf } from '../src/config/secret.ts';

/** Names of the variables. */
const names = {
  ...contract.smokeVariables,
  token: contract.variables.alertsTokenFile,
  version: 'SMOKE_EXPECT_VERSION',
} as const;
const defaultDeadlineSeconds = contract.timeouts.smokeSeconds;

export const usage = `npm run smoke [-- options]

Asks a running platform everything that a release has to be able to do: whether it is alive and ready, which release it is,
the pages in both languages, a write and a read through every tier, and the stream. Nobody else sees anything of it, and
nothing stays behind. Without options it asks the one that npm run dev has started on this machine.

  --backend URL    address of the backend
  --frontend URL   address of the frontend; the API is asked through it, too
  --help           this

Variables
  ${names.backendUrl}, ${names.frontendUrl}   the same as the options, which win; one of them is enough
  ${names.token}                       file with the bearer token of POST ${contract.paths.alerts}
  ${names.deadline}                  for all checks together, ${defaultDeadlineSeconds} by default; cleaning up may take some seconds more
  ${names.version}                    version that the backend has to run; any without it
  NODE_ENV                                "production", the default, writes JSON lines

It ends with 0 if everything passed, 1 if something failed, 2 if it was called wrongly.`;

/** What is asked of whom. */
export interface Options {
  readonly help: boolean;
  /** Without a slash at the end. */
  readonly backend: string | undefined;
  readonly frontend: string | undefined;
  readonly token: string;
  readonly version: string | undefined;
  readonly deadlineMilliseconds: number;
  readonly format: 'json' | 'text';
}

/** The program was called wrongly; the message says how to call it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** @throws UsageError naming the option or variable that is wrong */
export function readOptions(args: readonly string[], environment: NodeJS.ProcessEnv): Options {
  const { backend, frontend, help } = parse(args);
  const format = (environment['NODE_ENV'] || 'production') === 'production' ? 'json' : 'text';
  const options: Options = {
    help,
    backend: address('--backend', backend) ?? address(names.backendUrl, environment[names.backendUrl]),
    frontend: address('--frontend', frontend) ?? address(names.frontendUrl, environment[names.frontendUrl]),
    token: '',
    version: environment[names.version] || undefined,
    deadlineMilliseconds: deadlineOf(environment[names.deadline]) * 1_000,
    format,
  };
  if (help) return options;
  if (!options.backend && !options.frontend) {
    throw new UsageError(`Nobody to ask: give --backend or --frontend, or start npm run dev.\n\n${usage}`);
  }
  return { ...options, token: tokenIn(environment[names.token]) };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        backend: { type: 'string' },
        frontend: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${usage}`);
  }
}

function address(name: string, value: string | undefined): string | undefined {
  if (!value) return undefined;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username || url.search || url.hash) {
    throw new UsageError(`${name} is "${value}", which is no address such as http://127.0.0.1:3001`);
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

function deadlineOf(value: string | undefined): number {
  if (!value) return defaultDeadlineSeconds;
  if (/^[1-9]\d{0,3}$/.test(value)) return Number(value);
  throw new UsageError(`${names.deadline} is "${value}", which is no number of seconds from 1 to 9999`);
}

/** Of several tokens, on lines of their own, the newest is the first. */
function tokenIn(path: string | undefined): string {
  if (!path) {
    throw new UsageError(
      `${names.token} names no file; writing takes the bearer token of POST ${contract.paths.alerts}`,
    );
  }
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${names.token}: ${(error as Error).message}`);
  }
  const [token] = linesOf(content);
  if (token === undefined) throw new UsageError(`${names.token}: ${path} is empty`);
  return token;
}
