import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { textOf, valueAt } from './cluster/series.mjs';
import { longest, needed } from './windows.mjs';

/** Blocks of Prometheus start at multiples of this. */
const blockSeconds = 2 * 3600;

/**
 * Writes what has been scraped before the measurement starts, as blocks of Prometheus.
 * @param {string} folder of the blocks, made here
 * @param {import('./cluster/series.mjs').Target[]} targets
 * @param {import('./windows.mjs').Window[]} windows what rules read
 * @param {number} interval seconds between two scrapes
 * @returns {Promise<number>} samples
 */
export async function writeHistory(folder, targets, windows, interval) {
  mkdirSync(folder, { recursive: true });
  const end = Math.floor(Date.now() / 1000);
  const all = seriesOf(targets, windows);
  let samples = 0;
  for (let start = end - longest; start < end; start = nextBlock(start)) {
    const text = join(folder, 'history.txt');
    samples += await writeText(text, all, { start, end: Math.min(end, nextBlock(start)), last: end, interval });
    execFileSync('promtool', ['tsdb', 'create-blocks-from', 'openmetrics', text, folder], { stdio: 'pipe' });
    rmSync(text);
  }
  return samples;
}

const nextBlock = (time) => (Math.floor(time / blockSeconds) + 1) * blockSeconds;

function seriesOf(targets, windows) {
  const byMetric = new Map();
  for (const window of windows) byMetric.set(window.metric, [...(byMetric.get(window.metric) ?? []), window]);
  return targets.flatMap(({ labels, series }) =>
    series.map((each) => {
      const stored = { ...labels, ...each.labels };
      const text = textOf({ name: each.name, labels: stored });
      return { text, series: each, seconds: needed(byMetric, each.name, stored) };
    }),
  );
}

async function writeText(path, all, { start, end, last, interval }) {
  const file = createWriteStream(path);
  let samples = 0;
  for (const { text, series, seconds } of all) {
    let lines = '';
    for (let time = Math.max(start, last - seconds); time < end; time += interval) {
      lines += `${text} ${valueAt(series, time)} ${time}\n`;
      samples += 1;
    }
    if (lines !== '' && !file.write(lines)) await once(file, 'drain');
  }
  file.end('# EOF\n');
  await once(file, 'finish');
  return samples;
}
