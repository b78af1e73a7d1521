#!/usr/bin/env node
// Measures what monitoring costs: at synthesis against a platform without it, in Prometheus against kube-prometheus' rules
// over the same data, and how soon an alert fires against the soonest that it could. It is no gate: the exit code stays 0.
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../../scripts/bundle.mjs';
import { measureEvaluation } from './evaluation.mjs';
import { live, readLive } from './live.mjs';
import { missingPrograms, prometheusVersion } from './prometheus.mjs';
import { printEvaluation, printLive, printSynth } from './report.mjs';
import { kubePrometheus, ours, wayOut } from './rule-sets.mjs';
import { measureSynth } from './synth.mjs';

const usage = `Usage: npm run bench:monitoring -- [--runs <n>] [--evaluations <n>]

  --runs         runs of the synthesis in each state, of which the median counts; 0 leaves it out (default: 5)
  --evaluations  of each rule, of which the median counts; 0 leaves them out (default: 16)

KUBE_PROMETHEUS is a folder of kube-prometheus, a checkout or a git directory: its rules are what ours are measured against.`;

const { runs, evaluations } = readArguments();
mkdirSync(join(root, 'build'), { recursive: true });
const workspace = realpathSync(mkdtempSync(join(tmpdir(), 'arq-bench-')));
try {
  printMachine();
  if (runs > 0) printSynth(measureSynth(workspace, runs), runs);
  else console.log('Synthesis: not measured, --runs is 0\n');
  await evaluate();
  const measurements = readLive();
  if (measurements) printLive(measurements);
  else console.log(`From fault to firing: not measured; run ${live}`);
  printLoad();
} finally {
  rmSync(workspace, { recursive: true, force: true });
}

async function evaluate() {
  const folder = process.env.KUBE_PROMETHEUS;
  const missing = missingPrograms();
  if (evaluations === 0) console.log('Evaluation of rules: not measured, --evaluations is 0\n');
  else if (!folder) console.log(`Evaluation of rules: not measured; ${wayOut}\n`);
  else if (missing.length > 0) {
    console.log(
      `Evaluation of rules: not measured; ${missing.join(' and ')} not found, install the package prometheus\n`,
    );
  } else {
    console.log(`Prometheus ${prometheusVersion()}`);
    printEvaluation(await measureEvaluation(workspace, [ours(), kubePrometheus(folder)], evaluations), evaluations);
  }
}

function printMachine() {
  console.log(`Node.js ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}`);
  printLoad();
  console.log('');
}

/** A busy machine stretches what is measured in time; it says so itself. */
function printLoad() {
  const [lastMinute] = loadavg();
  console.log(`Load of the last minute: ${lastMinute.toFixed(2)} on ${cpus().length} processors`);
}

function readArguments() {
  const option = (standard) => ({ type: 'string', default: standard });
  const options = { runs: option('5'), evaluations: option('16'), help: { type: 'boolean' } };
  try {
    const { values } = parseArgs({ options });
    if (values.help) {
      console.log(usage);
      process.exit(0);
    }
    return { runs: count('runs', values.runs), evaluations: count('evaluations', values.evaluations) };
  } catch (error) {
    console.error(`${error.message}\n${usage}`);
    process.exit(1);
  }
}

function count(name, value) {
  if (/^\d+$/.test(value)) return Number(value);
  throw new Error(`--${name} ${value} is not a whole number, 0 or more`);
}
