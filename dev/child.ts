import { hasColours, type Output } from './output.ts';
import { GuardedProcess } from './processes/guarded-process.ts';

/** How a program of the platform is run. */
export interface ChildOptions {
  /** Path of the script, and what follows it. */
  readonly script: readonly string[];
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly output: Output;
}

/** Runs a script by this Node.js. */
export function startChild({ script, cwd, environment, output }: ChildOptions): Promise<GuardedProcess> {
  return GuardedProcess.start({
    command: process.execPath,
    args: script,
    cwd,
    // A pipe has no colours by itself.
    env: { ...environment, ...(hasColours() ? { FORCE_COLOR: '1' } : {}) },
    onOutput: (text) => output.write(text),
  });
}

/** What to say of a program that has ended. */
export function epitaph(name: string, status: number, output: Output): string {
  return `The ${name} ended with ${status}. Its last lines:\n${output.lastLines.map((line) => `  ${line}`).join('\n')}`;
}
