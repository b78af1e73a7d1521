#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { root } from './bundle.mjs';
import { Exceptions } from './scorers/exceptions.mjs';
import * as kubeLinter from './scorers/kube-linter.mjs';
import * as kubeScore from './scorers/kube-score.mjs';
import { readManifests } from './scorers/manifests.mjs';
import * as podSecurityFixtures from './scorers/pod-security-fixtures.mjs';
import * as polaris from './scorers/polaris.mjs';

/**
 * What a scorer holds against one object.
 * @typedef {object} Finding
 * @property {string} check the scorer's name for its rule
 * @property {string} object `<kind>/<name>`
 * @property {string} where the environment or file
 * @property {string} message
 *
 * A run of a scorer. One that cannot run at all says why; one that breaks down throws.
 * @typedef {{ notRun: string } | { version: string, findings: Finding[], note: string }} Outcome
 */

/** Each exports `name`, and `score`, which returns an {@link Outcome}. */
const scorers = [podSecurityFixtures, kubeLinter, kubeScore, polaris];

/** Runs every scorer that is installed over the environments of the clusters; 1 where any finds something. */
async function main() {
  const names = scorers.map(({ name }) => name);
  const { dist, required } = readArguments(names);
  const exceptions = Exceptions.read('scorer-exceptions.yaml', names);
  const manifests = readManifests(dist);
  const complaints = [];

  const runs = await Promise.allSettled(scorers.map(({ score }) => score(manifests)));
  for (const [index, { name }] of scorers.entries()) {
    const { reason: failure, value: outcome } = runs[index];
    if (failure) {
      console.log(`${name}: failed`);
      complaints.push(`${name}: failed: ${failure.message}`);
    } else if ('notRun' in outcome) {
      console.log(`${name}: not run: ${outcome.notRun}`);
      if (required.includes(name)) complaints.push(`${name}: required, but not run`);
    } else {
      complaints.push(...judge(name, outcome, exceptions));
    }
  }
  exceptions.print();
  complaints.push(...exceptions.stale());

  for (const complaint of complaints) console.error(complaint);
  return complaints.length > 0 ? 1 : 0;
}

/** Prints a scorer's line; returns its findings beyond the exceptions. */
function judge(name, { version, findings, note }, exceptions) {
  const { open, entries } = exceptions.apply(name, findings);
  const counts = `findings ${open.length}, accepted ${findings.length - open.length}, exceptions used ${entries}`;
  console.log(`${[name, version].filter(Boolean).join(' ')}: ${counts} (${note})`);
  return open.map(({ check, object, where, message }) => `${name}: ${where}: ${object}: ${check}: ${message}`).sort();
}

function readArguments(names) {
  const { values } = parseArgs({
    options: { dist: { type: 'string', default: `${root}/dist` }, require: { type: 'string', default: '' } },
  });
  const required = values.require.split(',').filter(Boolean);
  const unknown = required.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`--require ${unknown}: no such scorer; use any of ${names.join(', ')}`);
  return { dist: values.dist, required };
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
