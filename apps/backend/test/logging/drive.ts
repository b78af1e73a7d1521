import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import type { LogLine } from '../support/backend.ts';
import { programs } from '../support/programs.ts';

export interface Drive {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What it wrote, if that was JSON. */
  readonly lines: LogLine[];
}

export interface DriveOptions {
  readonly level?: string;
  readonly format?: 'json' | 'text';
  readonly file?: string;
  readonly fields?: Readonly<Record<string, string>>;
  /** Milliseconds until somebody reads. @default 0 */
  readonly readAfter?: number;
  /** Nobody ever reads: the other end of the pipe is closed. @default false */
  readonly closed?: boolean;
  /** Folder in which it, and nobody else, finds a disk of one megabyte. */
  readonly smallDisk?: string;
}

/** Runs code with a `logger` and `withRequestId`, in a process of its own. */
export async function drive(
  code: string,
  { level = 'info', format = 'json', file, fields, readAfter = 0, closed = false, smallDisk }: DriveOptions = {},
): Promise<Drive> {
  const options = JSON.stringify({ level, format, file, fields });
  const program = [process.execPath, programs().logDriver, options, code];
  const [command = '', ...args] = smallDisk === undefined ? program : [...onSmallDisk(smallDisk), ...program];
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const written = { stdout: '', stderr: '' };
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    written.stderr += piece;
  });
  const ended = once(child, 'close');
  const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
  if (closed) child.stdout.destroy();
  else {
    await new Promise((resolve) => setTimeout(resolve, readAfter));
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      written.stdout += piece;
    });
  }
  await ended;
  clearTimeout(timer);
  const lines = written.stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as LogLine);
  return { code: child.exitCode, ...written, lines };
}

/** Mounted for the program alone, so that it goes with it. */
function onSmallDisk(folder: string): string[] {
  const privileges = process.getuid?.() === 0 ? '-m' : '-rm';
  return ['unshare', privileges, 'sh', '-c', 'mount -t tmpfs -o size=1m tmpfs "$0" && exec "$@"', folder];
}

/** Whether this user, on this machine, may mount a disk for one program. */
export function canMount(folder: string): boolean {
  const [command = '', ...args] = onSmallDisk(folder);
  return spawnSync(command, [...args, 'true']).status === 0;
}

/** The one line that the code leads to. */
export async function lineOf(code: string, options?: DriveOptions): Promise<LogLine> {
  const { lines, stdout, stderr } = await drive(code, options);
  const [line, ...more] = lines;
  if (line === undefined || more.length > 0) throw new Error(`not one line but ${lines.length}: ${stdout}${stderr}`);
  return line;
}
