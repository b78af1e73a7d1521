import { execFileSync } from 'node:child_process';

/** A process and its children, the parent first, so that it starts no new ones in between. */
function family(pid: number): number[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=', '-o', 'ppid='], { encoding: 'utf8' });
  const rows = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  return [pid, ...rows.filter(([, parent]) => parent === pid).map(([child]) => child as number)];
}

/** Ids of the processes that a process has started. */
export function childrenOf(pid: number): number[] {
  return family(pid).slice(1);
}

/** Stops a process and its children where they are; connections to them stay open and say nothing. */
export function freeze(pid: number): void {
  process.kill(pid, 'SIGSTOP');
  for (const child of childrenOf(pid)) signal(child, 'SIGSTOP');
}

/** Lets them go on as if nothing had been. */
export function thaw(pid: number): void {
  for (const member of family(pid)) signal(member, 'SIGCONT');
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended in the meantime.
  }
}
