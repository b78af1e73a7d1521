import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { measure, median } from '../measure.mjs';
import { checkout, committed, ours } from '../peers/ours.mjs';
import { withoutMonitoring } from './without-monitoring.mjs';

/**
 * One state of the folder that the synthesis starts from.
 * @typedef {object} Pair
 * @property {string} name
 * @property {number} cpu seconds with monitoring
 * @property {number} cpuWithout seconds without it
 */

/**
 * Measures the synthesis of the whole application with its monitoring and without.
 * @param {string} workspace
 * @param {number} runs of each state, taking turns
 * @returns {{ pairs: Pair[], sizes: { name: string, objects: number, files: number, bytes: number }[] }}
 */
export function measureSynth(workspace, runs) {
  const variants = ['with', 'without'].map((name) => {
    const folder = join(workspace, name);
    mkdirSync(folder);
    const project = checkout(folder);
    if (name === 'without') withoutMonitoring(project);
    return { name, project, states: ours(project) };
  });
  const [first] = variants;
  // Whatever is written once and read later is there before anything counts.
  for (const { states } of variants) for (const state of states) run(state, workspace);
  const costs = first.states.map(() => ({ with: [], without: [] }));
  for (let done = 0; done < runs; done += 1) {
    for (const [index] of first.states.entries()) {
      for (const { name, states } of variants) costs[index][name].push(run(states[index], workspace));
    }
  }
  const pairs = first.states.map((state, index) => ({
    name: state.name.replace(/^ours, /, ''),
    cpu: median(costs[index].with),
    cpuWithout: median(costs[index].without),
  }));
  return { pairs, sizes: variants.map(sizeOf) };
}

function run({ command, prepare, alsoCosts }, scratch) {
  prepare?.();
  return measure(command, scratch).cpu + (alsoCosts?.() ?? 0);
}

function sizeOf({ name, project }) {
  const files = committed(project);
  const objects = [...files.values()].flat();
  return { name, files: files.size, objects: objects.length, bytes: JSON.stringify(objects).length };
}
