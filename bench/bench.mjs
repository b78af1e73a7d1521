#!/usr/bin/env node
// Measures the synthesis against what else could make the same objects, and what an object costs in larger environments.
// It is no gate: what misses its goal is said, and the exit code stays 0.
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../scripts/bundle.mjs';
import { measure, median, peakMemory } from './measure.mjs';
import { requireEqual } from './objects.mjs';
import { helm } from './peers/helm.mjs';
import { kustomize } from './peers/kustomize.mjs';
import { checkout, committed, ours } from './peers/ours.mjs';
import { stock } from './peers/stock.mjs';
import { printPeers, printScaling } from './report.mjs';
import { scaling } from './scaling.mjs';

/**
 * One way to make the objects.
 * @typedef {object} Peer
 * @property {string} id
 * @property {string} name
 * @property {string} [missing] why it cannot be measured here
 * @property {import('./measure.mjs').Command} [command]
 * @property {() => void} [prepare] brings its folder into the state that is measured
 * @property {() => number} [alsoCosts] cpu seconds of processes that outlive the command
 * @property {() => object[]} [output] the objects that it has written
 * @property {() => string[]} [versions] what it consists of
 */

const usage = `Usage: npm run bench -- [--runs <n>] [--scaling-runs <n>]

  --runs          runs of each peer, of which the median counts (default: 5)
  --scaling-runs  processes for each size of an environment (default: 3)`;

async function main() {
  const { runs, scalingRuns } = readArguments();
  mkdirSync(join(root, 'build'), { recursive: true });
  const workspace = realpathSync(mkdtempSync(join(tmpdir(), 'arq-bench-')));
  try {
    const project = checkout(workspace);
    const peers = ours(project);
    const [cold] = peers;
    const memory = new Map([[cold, await tryOut(cold)]]);
    const files = committed(project);
    const expected = [...files.values()].flat();
    peers.push(...stock(workspace, files), ...helm(workspace, files), ...kustomize(workspace, files), node(workspace));
    const present = peers.filter(({ missing }) => missing === undefined);
    for (const peer of present) {
      if (peer !== cold) memory.set(peer, await tryOut(peer));
      if (peer.output) requireEqual(peer.name, expected, peer.output());
    }
    printVersions(present, expected.length, files.size);
    printPeers(peers, measureInTurn(present, runs, workspace), memory, runs);
    printScaling(scaling(project, scalingRuns), scalingRuns);
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

/** Runs a peer once before it counts: its output is verified, its memory watched, and its files are in the cache. */
async function tryOut({ command, prepare }) {
  prepare?.();
  return peakMemory(command);
}

/** The peers take turns, so that whatever else the machine does meanwhile burdens all of them alike. */
function measureInTurn(peers, runs, scratch) {
  const costs = new Map(peers.map((peer) => [peer, []]));
  for (let run = 0; run < runs; run += 1) {
    for (const peer of peers) {
      peer.prepare?.();
      const { cpu, wall } = measure(peer.command, scratch);
      costs.get(peer).push({ cpu: cpu + (peer.alsoCosts?.() ?? 0), wall });
    }
  }
  const middle = (all, key) => median(all.map((cost) => cost[key]));
  return new Map([...costs].map(([peer, all]) => [peer, { cpu: middle(all, 'cpu'), wall: middle(all, 'wall') }]));
}

/** What no program on Node.js can be below. */
function node(workspace) {
  const command = { script: `'${process.execPath}' -e 0`, cwd: workspace };
  return { id: 'node', name: 'for comparison: Node.js starts and ends', command };
}

function printVersions(peers, objects, files) {
  const require = createRequire(import.meta.url);
  const own = ['cdk8s', 'constructs', 'esbuild', 'js-yaml'].map(
    (id) => `${id} ${require(`${id}/package.json`).version}`,
  );
  const [cpu] = cpus();
  console.log(
    `${objects} objects in ${files} files. Node.js ${process.version}, ${cpus().length} cpus (${cpu?.model}).\n`,
  );
  console.log(`- ours: ${own.join(', ')}`);
  for (const { id, versions } of peers) if (versions) console.log(`- ${id}: ${versions().join(', ')}`);
}

function readArguments() {
  const count = (text, name) => {
    if (!/^[1-9]\d*$/.test(text)) throw new Error(`--${name} ${text} is no whole number above 0\n${usage}`);
    return Number(text);
  };
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '5' },
      'scaling-runs': { type: 'string', default: '3' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    process.exit();
  }
  return { runs: count(values.runs, 'runs'), scalingRuns: count(values['scaling-runs'], 'scaling-runs') };
}

await main();
