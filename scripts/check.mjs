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
  { name: 'secrets', args: ['lint:secrets'], needs: ['git'], needsCheckout: true },
  { name: 'secrets in the history', args: ['lint:secrets:history'], needs: ['git'], needsCheckout: true },
  { name: 'workflows', args: ['lint:workflows'], needs: ['actionlint', 'shellcheck', 'zizmor'] },
  { name: 'output', args: ['synth', '--', '--check'] },
  { name: 'tests', args: ['test', ...withCounts('tests')] },
  { name: 'slow tests', args: ['test:slow', ...withCounts('slow')] },
  { name: 'alert rules', args: ['test:rules', ...withCounts('rules')], needs: ['promtool'] },
  {
    name: 'server tests',
    args: ['test:servers', ...withCounts('servers')],
    needs: ['postgres', 'redis-server', 'promtool', 'amtool', 'prometheus-alertmanager'],
  },
  {
    name: 'programs on installed servers',
    args: ['test:installed', ...withCounts('installed')],
    needs: ['postgres', 'redis-server'],
  },
  { name: 'programs', args: ['build'] },
  {
    name: 'live monitoring',
    args: ['test:live', ...withCounts('live')],
    needs: [
      'postgres',
      'redis-server',
      'prometheus',
      'prometheus-alertmanager',
      'prometheus-postgres-exporter',
      'prometheus-redis-exporter',
      'prometheus-blackbox-exporter',
      'prometheus-node-exporter',
      'chromium',
    ],
  },
  {
    name: 'releases',
    args: ['test:rollouts', ...withCounts('rollouts')],
    needs: ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kubectl', 'rollouts-controller', 'prometheus'],
  },
  { name: 'browser tests', args: ['test:browser', ...withCounts('browser')], needs: ['chromium'] },
  { name: 'Dockerfiles', args: ['lint:images'], needs: ['hadolint'] },
  // Each scorer tells by itself whether it is installed.
  { name: 'scorers', args: ['scorers'], hasParts: true },
];

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const outcomes = steps.map(run);

console.log('\nChecks');
for (const { name, outcome, seconds } of outcomes) console.log(`  ${outcome.padEnd(9)} ${name} (${seconds} s)`);
const { passed, failed } = counts();
console.log(`\n${passed} passed, ${failed} failed`);
const notRun = [
  ...outcomes.flatMap((outcome) => outcome.notRun ?? []),
  ...(process.env.PROMTOOL3 ? [] : ['alert rules, by Prometheus 3: PROMTOOL3 names no promtool']),
];
if (notRun.length > 0)
  console.log(`\nNOT RUN, so nothing is known of it:\n${notRun.map((one) => `  ${one}`).join('\n')}`);
process.exitCode = outcomes.some(({ outcome }) => outcome === 'FAILED') ? 1 : 0;

function run({ name, args, needs = [], needsCheckout = false, hasParts = false }) {
  const missing = needs.filter((program) => !isInstalled(program)).map((program) => `${program} is not installed`);
  if (missing.length === 0 && needsCheckout && !isCheckout()) missing.push('this is no checkout that Git can read');
  if (missing.length > 0) return { name, outcome: 'NOT RUN', seconds: 0, notRun: [`${name}: ${missing.join(', ')}`] };
  console.log(`\n=== ${name}`);
  const start = Date.now();
  // The counts are in a file; the JSON that Jest prints as well would drown everything else.
  const unread = args.some((arg) => arg.startsWith('--outputFile')) ? 'ignore' : 'inherit';
  const { status, stdout } = spawnSync('npm', ['run', '--silent', ...args], {
    cwd: root,
    stdio: ['ignore', hasParts ? 'pipe' : unread, 'inherit'],
    encoding: 'utf8',
  });
  if (hasParts) process.stdout.write(stdout);
  const notRun = [...(stdout ?? '').matchAll(/^(.+): not run: (.+)$/gm)].map(
    ([, part, why]) => `${name}, ${part}: ${why}`,
  );
  return { name, outcome: status === 0 ? 'ok' : 'FAILED', seconds: Math.round((Date.now() - start) / 1000), notRun };
}

/** PostgreSQL's server is off the path where Debian installs it. */
function isInstalled(program) {
  const { status } = spawnSync('sh', ['-c', `command -v ${program} || ls /usr/lib/postgresql/*/bin/${program}`], {
    stdio: 'ignore',
  });
  return status === 0;
}

/** Git knows what belongs to the repository; an unpacked archive does not. */
function isCheckout() {
  return spawnSync('git', ['ls-files', '--error-unmatch', 'package.json'], { cwd: root, stdio: 'ignore' }).status === 0;
}

function counts() {
  const files = ['tests', 'slow', 'servers', 'installed', 'rules', 'live', 'rollouts', 'browser']
    .map((name) => join(results, `${name}.json`))
    .filter(existsSync);
  const parsed = files.map((file) => JSON.parse(readFileSync(file, 'utf8')));
  const sum = (field) => parsed.reduce((total, result) => total + result[field], 0);
  // A suite that does not even load has no failed test, but it has failed.
  return { passed: sum('numPassedTests'), failed: sum('numFailedTests') + sum('numRuntimeErrorTestSuites') };
}
