#!/usr/bin/env node
// Everything that a pull request must pass. Runs all steps even if one fails, so that one run shows all that is wrong.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './bundle.mjs';

/** Where the test runner leaves its counts. */
const results = join(root, 'build/check');
const withCounts = (name) => ['--', '--json', `--outputFile=${join(results, `${name}.json`)}`];

const steps = [
  { name: 'types', args: ['typecheck'] },
  { name: 'lint', args: ['lint'] },
  { name: 'output', args: ['synth', '--', '--check'] },
  { name: 'tests', args: ['test', ...withCounts('tests')] },
  { name: 'slow tests', args: ['test:slow', ...withCounts('slow')] },
  { name: 'server tests', args: ['test:servers', ...withCounts('servers')], needs: ['postgres', 'redis-server'] },
  { name: 'programs', args: ['build'] },
  { name: 'browser tests', args: ['test:browser', ...withCounts('browser')], needs: ['chromium'] },
  { name: 'Dockerfiles', args: ['lint:images'], needs: ['hadolint'] },
  { name: 'scorers', args: ['scorers'] },
];

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const outcomes = steps.map(run);

console.log('\nChecks');
for (const { name, outcome, seconds } of outcomes) console.log(`  ${outcome.padEnd(9)} ${name} (${seconds} s)`);
const { passed, failed } = counts();
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = outcomes.some(({ outcome }) => outcome === 'FAILED') ? 1 : 0;

function run({ name, args, needs = [] }) {
  const missing = needs.filter((program) => !isInstalled(program));
  if (missing.length > 0) {
    return { name: `${name}: ${missing.join(' and ')} not installed`, outcome: 'NOT RUN', seconds: 0 };
  }
  console.log(`\n=== ${name}`);
  const start = Date.now();
  // The counts are in a file; the JSON that Jest prints as well would drown everything else.
  const stdout = args.some((arg) => arg.startsWith('--outputFile')) ? 'ignore' : 'inherit';
  const { status } = spawnSync('npm', ['run', '--silent', ...args], {
    cwd: root,
    stdio: ['ignore', stdout, 'inherit'],
  });
  return { name, outcome: status === 0 ? 'ok' : 'FAILED', seconds: Math.round((Date.now() - start) / 1000) };
}

/** PostgreSQL's server is off the path where Debian installs it. */
function isInstalled(program) {
  const { status } = spawnSync('sh', ['-c', `command -v ${program} || ls /usr/lib/postgresql/*/bin/${program}`], {
    stdio: 'ignore',
  });
  return status === 0;
}

function counts() {
  const files = ['tests', 'slow', 'servers', 'browser'].map((name) => join(results, `${name}.json`)).filter(existsSync);
  const parsed = files.map((file) => JSON.parse(readFileSync(file, 'utf8')));
  const sum = (field) => parsed.reduce((total, result) => total + result[field], 0);
  // A suite that does not even load has no failed test, but it has failed.
  return { passed: sum('numPassedTests'), failed: sum('numFailedTests') + sum('numRuntimeErrorTestSuites') };
}
