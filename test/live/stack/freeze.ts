import { execFileSync } from 'node:child_process';

/** Stops a program and its children where they are: connections stay open, and nothing answers. */
export function freeze(pid: number): void {
  signal(pid, 'SIGSTOP');
}

/** Lets them go on. */
export function thaw(pid: number): void {
  signal(pid, 'SIGCONT');
}

function signal(pid: number, name: 'SIGSTOP' | 'SIGCONT'): void {
  process.kill(pid, name);
  for (const child of childrenOf(pid)) {
    try {
      process.kill(child, name);
    } catch {
      // It has ended since.
    }
  }
}

/** Process ids of the children that a program has now. */
export function childrenOf(pid: number): number[] {
  return execFileSync('ps', ['-A', '-o', 'pid=', '-o', 'ppid='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([, parent]) => parent === pid)
    .map(([child]) => child as number);
}
