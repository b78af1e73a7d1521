import { spawnSync } from 'node:child_process';

/** Folders of the running programs of a monitoring that listen on some ports; beside them, another test may run its own. */
export function foldersOf(...ports: readonly string[]): string[] {
  const { stdout } = spawnSync('ps', ['-A', '-ww', '-o', 'args='], { encoding: 'utf8' });
  const own = stdout.split('\n').filter((line) => ports.some((port) => line.includes(`127.0.0.1:${port}`)));
  return [
    ...new Set(own.flatMap((line) => line.match(/[^\s=]*\/arq-monitoring-[a-z]+(?:_[a-z]+)?-[0-9a-f]{12}/g) ?? [])),
  ];
}
