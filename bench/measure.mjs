import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { watchPeak } from './peak-memory.mjs';

/**
 * A shell script that is measured as a whole, with every process that it starts.
 * @typedef {object} Command
 * @property {string} script for bash, run with -e
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} [env] beside the environment of this process
 */

/**
 * What one run cost.
 * @typedef {object} Cost
 * @property {number} cpu seconds of user and system time of the whole process tree
 * @property {number} wall seconds
 */

/**
 * Runs a command and reads from bash what the kernel counted for it and for all of its descendants.
 * @param {Command} command
 * @param {string} scratch folder for a failing command's last words
 * @returns {Cost}
 */
export function measure({ script, cwd, env }, scratch) {
  const log = join(scratch, 'stderr.txt');
  // The decimal comma of some locales would not be a number here.
  const timed = `LC_ALL=C; TIMEFORMAT='%3R %3U %3S'; time { ( set -e; ${script} ) >/dev/null 2>'${log}'; }; exit $?`;
  const options = { cwd, env: { ...process.env, ...env }, encoding: 'utf8' };
  const { status, stderr, error } = spawnSync('bash', ['-c', timed], options);
  const times = /^([\d.]+) ([\d.]+) ([\d.]+)$/m.exec(stderr ?? '');
  if (status !== 0 || !times) throw failure(script, error?.message ?? readFileSync(log, 'utf8'));
  const [wall, user, system] = times.slice(1).map(Number);
  return { cpu: user + system, wall };
}

/**
 * Runs a command unmeasured and looks at its memory meanwhile.
 * @param {Command} command
 * @returns {Promise<number | undefined>} resident bytes of its largest process; undefined where the system does not say
 */
export async function peakMemory({ script, cwd, env }) {
  const child = spawn('bash', ['-c', `set -e; ${script}`], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const stop = watchPeak(child.pid);
  let words = '';
  child.stderr.on('data', (chunk) => {
    words += chunk;
  });
  const status = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const peak = stop();
  if (status !== 0) throw failure(script, words);
  return peak;
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function failure(script, words) {
  return new Error(`this failed:\n${script}\n${words.trim()}`);
}
