import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Measurement, measurements } from './timeline.ts';

/** Prints what was measured, and keeps it in build/live.json. */
export default function conclude(): void {
  // Nothing is written down by a scenario that fails, nor by dashboards: that is no failure of its own.
  const files = existsSync(measurements) ? readdirSync(measurements, { encoding: 'utf8' }).sort() : [];
  const all = files.flatMap((file) => JSON.parse(readFileSync(join(measurements, file), 'utf8')) as Measurement[]);
  mkdirSync(dirname(measurements), { recursive: true });
  writeFileSync(`${measurements}.json`, `${JSON.stringify(all, null, 2)}\n`);
  if (all.length === 0) return;
  const titles = ['scenario', 'alert', 'scrape+evaluation+for', 'firing', 'in arQ', 'resolved'];
  const rows = all.map((one) => [
    one.scenario,
    `${one.alert}${one.isMuted ? ' (muted)' : ''}`,
    ...[one.floor, one.firing, one.delivered, one.resolved].map((seconds) => seconds?.toFixed(1) ?? '-'),
  ]);
  const widths = titles.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  console.log(
    ['', 'Seconds from fault to alert, and from mending to its end:', ...[titles, ...rows].map(line)].join('\n'),
  );
}
