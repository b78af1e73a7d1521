import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GuardedProcess } from '../processes/guarded-process.ts';
import { untilReady } from '../ready.ts';
import type { Launch } from './launch.ts';
import type { Program } from './programs.ts';

/** A program that is to be started. */
export interface PlannedLaunch {
  readonly program: Program;
  /** Path of the program. */
  readonly command: string;
  readonly launch: Launch;
  readonly port: number;
  /** Folder of its files, if it has any. */
  readonly folder: string;
}

/** Who hears of a program. */
export interface Listeners {
  /** Called with each piece of what a program writes. */
  readonly onOutput?: (program: Program, text: string) => void;
  /** Called when a program has started and does not serve yet; if it throws, it has to stop the program. */
  readonly onStart?: (process: GuardedProcess) => Promise<unknown>;
  /** Called when a program has ended, for whatever reason. */
  readonly onEnd?: (program: Program, status: number) => void;
}

/**
 * Starts a program with its files, which go with it, and waits until it serves.
 * @param files texts by name, of which it gets its own
 * @throws Error with its log if it ends before
 */
export async function startProgram(
  { program, command, launch, port, folder }: PlannedLaunch,
  files: Readonly<Record<string, string>>,
  { onOutput, onStart, onEnd }: Listeners,
): Promise<GuardedProcess> {
  const { args, env, readyPath, files: names } = launch;
  if (names) mkdirSync(folder, { mode: 0o700 });
  for (const name of names ?? []) writeFileSync(join(folder, name), files[name] ?? '', { mode: 0o600 });
  let isServing = false;
  let log = '';
  const running = await GuardedProcess.start({
    command,
    args,
    env: { PATH: process.env['PATH'], ...env },
    remove: names && folder,
    onOutput: (text) => {
      if (!isServing) log += text;
      onOutput?.(program, text);
    },
  });
  const failure = running.ended.then((status): never => {
    onEnd?.(program, status);
    throw new Error(`${command} ended with ${status}:\n${log.trim()}`);
  });
  failure.catch(() => undefined);
  await onStart?.(running);
  await untilReady(`http://127.0.0.1:${port}${readyPath}`, failure);
  isServing = true;
  return running;
}
