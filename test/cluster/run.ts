import { spawnSync } from 'node:child_process';

/** How a program is run. */
export interface RunOptions {
  readonly input?: string;
  /**
   * Seconds after which it is ended, which is a failure.
   * @default 300
   */
  readonly seconds?: number;
  /**
   * Whether its command line stays unmentioned, for what is asked again and again.
   * @default false
   */
  readonly quiet?: boolean;
  readonly environment?: NodeJS.ProcessEnv;
}

/** A program that failed, with what it had to say. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/**
 * What a program prints.
 * @throws CommandError if it cannot be started, fails, or takes too long
 */
export function run(program: string, args: readonly string[], options: RunOptions = {}): string {
  const { input, seconds = 300, quiet = false, environment = {} } = options;
  const line = [program, ...args].join(' ');
  if (!quiet) console.log(`  $ ${line}`);
  const { status, signal, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    env: { ...process.env, ...environment },
    maxBuffer: 2 ** 28,
    timeout: seconds * 1_000,
    ...(input === undefined ? { stdio: ['ignore', 'pipe', 'pipe'] } : { input }),
  });
  if (status === 0) return stdout;
  const reason = signal ? `was ended after ${seconds} s` : (error?.message ?? `exit code ${status}`);
  throw new CommandError(
    [`${line}: ${reason}`, lastLines(stderr ?? ''), lastLines(stdout ?? '')].filter(Boolean).join('\n'),
  );
}

/** Builds say much, and what went wrong at the end. */
function lastLines(text: string): string {
  return text.trim().split('\n').slice(-40).join('\n');
}
