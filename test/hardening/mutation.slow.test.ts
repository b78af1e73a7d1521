import { spawnSync } from 'node:child_process';
import type { KubernetesObject } from '@arq/constructs';
import { describe, expect, test } from '@jest/globals';
import { expectations } from './all-expectations.ts';
import { violations } from './expectation.ts';
import { compile, type Mutant, mutantsOf } from './mutants.ts';

/** The sources that decide how hardened the output is. */
const sources = [
  ...['config-map', 'labels', 'probes', 'resources', 'scheduling', 'security-context'].map((f) => `kubernetes/${f}`),
  ...[
    'disruption-budget',
    'pod',
    'release-job',
    'replicas',
    'secret-use',
    'service-account',
    'shutdown',
    'stateful-service',
    'volumes',
  ].map((f) => `workloads/${f}`),
  ...['web-service', 'web-service-ports', 'web-service-services'].map((f) => `workloads/${f}`),
  ...['blue-green', 'release-metrics', 'release-strategy', 'release-timing', 'smoke-test-metric'].map(
    (f) => `releases/${f}`,
  ),
  ...['access', 'guardrails', 'tier'].map((f) => `environment/${f}`),
  ...['dns', 'edge', 'gateway-api', 'network-policy', 'peer', 'tls', 'traffic-graph'].map((f) => `network/${f}`),
  'secrets/external-secrets',
  ...['argo-application', 'argo-project', 'hook', 'ignored-differences', 'sync-policy', 'sync-wave'].map(
    (f) => `gitops/${f}`,
  ),
].map((name) => `charts/constructs/${name}.ts`);

/** Fields whose absence nothing emitted can show, each with the reason. */
const harmless: readonly { readonly pattern: RegExp; readonly reason: string }[] = [
  {
    pattern: /resources\.ts: (cpu|memory|"ephemeral-storage": ephemeralStorage)$/,
    reason: 'only validates what the caller wrote; the tests of bad input cover it',
  },
  {
    pattern: /: (path|(path|place): this\.node\.path|place: `\$\{this\.node\.path\}.*`)$/,
    reason: 'the place in messages; the tests of bad input and of releases cover it',
  },
  {
    pattern: /(title: `|name: "(cluster DNS|NodeLocal DNSCache)"$|name: `gateway )/,
    reason: 'stands in messages and comments',
  },
  {
    pattern: /(blue-green\.ts: name: smokeName|(release-job|stateful-service|tier)\.ts: name(: this\.name)?)$/,
    reason: 'the name of an endpoint in messages and in the graph; the tests of traffic cover it',
  },
  {
    pattern: /: (probes: props\.probes|shutdown: shutdownTimes\(shutdown\))$/,
    reason: 'a fact for the checks; their tests cover it',
  },
  {
    pattern: /: (maximumReplicas: replicas|revisions: 2)$/,
    reason: 'counts connections; the tests of the connection budget cover it',
  },
  { pattern: /: spreadPerRevision: false$/, reason: 'the same as leaving it out' },
  { pattern: /secret-use\.ts: existing$/, reason: 'emits less; the tests of environments cover it' },
  { pattern: /web-service\.ts: job: this\.name$/, reason: 'what the selector takes without it' },
  { pattern: /guardrails\.ts: namespace$/, reason: 'keeps the checks of environments apart; the output is the same' },
  { pattern: /guardrails\.ts: file: /, reason: 'the name of a file; the tests of reproducibility cover it' },
  {
    pattern: /traffic-graph\.ts: from: peer$/,
    reason: 'the declared side of the graph; the tests of traffic cover it',
  },
];

interface Outcome {
  readonly objects?: KubernetesObject[];
  readonly refused?: string;
}

/** Programs that one process runs: the code of each stays in its memory. */
const perProcess = 150;

function run(programs: readonly string[]): Outcome[] {
  const groups = Math.ceil(programs.length / perProcess);
  return Array.from({ length: groups }, (_, group) =>
    runTogether(programs.slice(group * perProcess, (group + 1) * perProcess)),
  ).flat();
}

function runTogether(programs: readonly string[]): Outcome[] {
  const { stdout, stderr } = spawnSync(process.execPath, ['test/hardening/run-mutants.mjs', ...programs], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  const lines = stdout.trimEnd().split('\n');
  if (lines.length !== programs.length)
    throw new Error(`${lines.length} of ${programs.length} programs ran: ${stderr}`);
  return lines.map((line) => JSON.parse(line));
}

/** Whether a mistake at synth or a test of the output would turn red. */
const isCaught = ({ objects, refused }: Outcome) =>
  refused !== undefined || violations(expectations, objects ?? []).length > 0;

describe('leaving out any single field of the sources', () => {
  test('turns a check or a test red in at least 95 of 100 cases, and in all that are not explained', async () => {
    const untouched: Mutant = { name: 'untouched', file: '', source: '' };
    const mutants = [untouched, ...(await Promise.all(sources.map(mutantsOf))).flat()];
    expect(mutants.length).toBeGreaterThan(300);
    const [original, ...outcomes] = run(await compile(mutants));
    expect(original).toBeDefined();
    expect(isCaught(original as Outcome)).toBe(false);

    const survivors = mutants.slice(1).filter((_mutant, index) => !isCaught(outcomes[index] as Outcome));
    const unexplained = survivors.filter(({ name }) => !harmless.some(({ pattern }) => pattern.test(name)));
    expect(unexplained.map(({ name }) => name)).toEqual([]);
    expect(1 - survivors.length / outcomes.length).toBeGreaterThanOrEqual(0.95);
    console.log(
      `${outcomes.length} mutants, ${outcomes.length - survivors.length} caught, ${survivors.length} explained`,
    );
  }, 1_200_000);
});
