import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { programs } from '../../support/programs.ts';

/** How the program ended, and what it said. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the smoke test as an image does, with nothing but these variables. */
export async function runSmoke(env: NodeJS.ProcessEnv, ...args: string[]): Promise<Outcome> {
  const child = spawn(process.execPath, [programs().smoke, ...args], {
    cwd: '/',
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: code as number | null, stdout, stderr };
}

/** A line of the log. */
export interface Line {
  readonly level: string;
  readonly message: string;
  readonly check?: string;
  readonly outcome?: string;
  readonly [field: string]: unknown;
}

export const linesOf = ({ stdout }: Outcome): Line[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
