import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { GuardedProcess } from '../../dev/processes/guarded-process.ts';
import type { Cleanup } from './cleanup.ts';

/** Something that this machine lacks, so that an exporter's committed metrics are kept. */
export class Missing extends Error {
  override readonly name = 'Missing';
}

/**
 * The first of several programs that is on the path.
 * @throws Missing naming them
 */
export function programOnPath(...names: readonly string[]): string {
  const folders = (process.env['PATH'] ?? '').split(':').filter(Boolean);
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
  if (!found) throw new Missing(`${names.join(' or ')} is not installed`);
  return found;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** How a program is started. */
export interface ProgramOptions {
  readonly command: string;
  readonly args: readonly string[];
  /** @default only the path */
  readonly environment?: Readonly<Record<string, string>>;
  /** @default the root of the file system */
  readonly cwd?: string;
}

/** Starts a program that is stopped at the end; what it writes is shown if it ends before. */
export async function start({ command, args, environment, cwd }: ProgramOptions, cleanup: Cleanup): Promise<void> {
  let output = '';
  let isOver = false;
  const program = await GuardedProcess.start({
    command,
    args,
    ...(cwd !== undefined && { cwd }),
    env: { PATH: process.env['PATH'], ...environment },
    onOutput: (text) => {
      output = `${output}${text}`.slice(-4_000);
    },
  });
  cleanup.add(() => {
    isOver = true;
    return program.stop();
  });
  void program.ended.then((status) => {
    if (!isOver) console.error(`${command} ended with ${status}:\n${output}`);
  });
}
