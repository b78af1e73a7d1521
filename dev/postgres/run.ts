import { spawn } from 'node:child_process';
import type { Owner } from './owner.ts';

/** How a program is run. */
export interface RunOptions {
  readonly owner: Owner | undefined;
  /** Text for its standard input. */
  readonly input?: string;
}

/** PostgreSQL's programs take settings from variables; none of them may come from the developer's shell. */
export const cleanEnvironment = { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/**
 * Runs a program to its end.
 * @returns what it wrote to its standard output
 * @throws Error with what it said if it fails
 */
export function run(command: string, args: readonly string[], { owner, input = '' }: RunOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    // The working directory may be closed to the owner.
    const child = spawn(command, args, { ...owner, cwd: '/', env: cleanEnvironment });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data) => {
      stdout += data;
    });
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    child.once('error', reject);
    child.once('close', (status) => {
      if (status === 0) resolve(stdout);
      else reject(new Error(`${command} ended with ${status}: ${stderr.trim() || stdout.trim()}`));
    });
    // A program that ends at once reads nothing; its status tells more than the broken pipe.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
