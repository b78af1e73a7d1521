import { spawnSync } from 'node:child_process';

/**
 * Flags for an exporter before 0.17: it asks PostgreSQL 17 and newer for columns that have moved elsewhere, so that one of
 * its collectors would fail all the time, and an alert would tell so. Newer ones need none.
 */
export function flagsForNewPostgres(command: string): string[] {
  const { stdout, stderr } = spawnSync(command, ['--help'], { encoding: 'utf8' });
  const help = `${stdout}${stderr}`;
  if (help.includes('collector.stat_checkpointer')) return [];
  const [, collector] = /collector\.((?:stat_)?bgwriter)\b/.exec(help) ?? [];
  return collector === undefined ? [] : [`--no-collector.${collector}`];
}
