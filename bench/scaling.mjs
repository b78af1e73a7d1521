import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { median } from './measure.mjs';

export const sizes = [100, 1000, 10_000];

/** Objects that a process builds before it is measured, once compiled code is what is to be seen. */
const warmUp = 5000;

/**
 * One way to look at the cost of an object.
 * @typedef {object} View
 * @property {string} name
 * @property {number[]} microseconds of cpu per object, for each size
 */

/**
 * Measures builds of growing environments in processes of their own, the sizes taking turns.
 * @param {string} project
 * @param {number} runs
 * @returns {{ first: View, steady: View }}
 */
export function scaling(project, runs) {
  const results = sizes.map(() => ({ first: [], steady: [] }));
  for (let run = 0; run < runs; run += 1) {
    for (const [index, size] of sizes.entries()) {
      results[index].first.push(build(project, size, 0));
      results[index].steady.push(build(project, size, warmUp));
    }
  }
  const view = (name, key) => ({ name, microseconds: results.map((result) => median(result[key])) });
  return {
    first: view('first build of a process, V8 still compiling', 'first'),
    steady: view('compiled: 10,000 objects in builds of this size', 'steady'),
  };
}

function build(project, size, objectsBefore) {
  const args = ['--expose-gc', join(project, 'bench/scaling/run.mjs'), size, objectsBefore].map(String);
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: project, encoding: 'utf8' });
  if (status !== 0) throw new Error(`a build of ${size} objects failed:\n${stderr}`);
  return JSON.parse(stdout).microseconds;
}
