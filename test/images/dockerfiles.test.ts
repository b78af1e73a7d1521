import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { contract as backend } from '../../apps/backend/contract.ts';
import { contract as frontend } from '../../apps/frontend/contract.ts';
import { parseImage } from '../../charts/constructs/workloads/image.ts';
import { git } from '../../charts/platform/git.ts';
import { pairsOf, readStages, valuesOf } from './dockerfile.ts';

const tiers = [
  { tier: 'backend', contract: backend, program: 'build/server.mjs' },
  { tier: 'frontend', contract: frontend, program: 'apps/frontend/server.js' },
];

describe.each(tiers)('the Dockerfile of the $tier', ({ tier, contract, program }) => {
  const stages = readStages(`apps/${tier}/Dockerfile`);
  const final = stages.at(-1) ?? [];
  const environment = pairsOf(final, 'ENV');
  const [node = ''] = contract.sleepCommand(1);

  it('pins what it builds on', () => {
    const bases = stages.map((stage) => valuesOf(stage, 'FROM')[0]?.split(' ')[0] ?? '');
    const [builder, runtime] = bases.map((base) => parseImage(base));
    expect(bases).toHaveLength(2);
    expect(builder).toMatchObject({ repository: 'node', tag: expect.stringMatching(/^24\.\d+\.\d+-trixie$/) });
    // Distroless images have their version in the name; their tags are variants.
    expect(runtime).toMatchObject({ repository: 'gcr.io/distroless/cc-debian13', tag: 'nonroot' });
  });

  it('serves on the ports that were promised', () => {
    expect(environment).toMatchObject({
      [contract.variables.port]: String(contract.port),
      [contract.variables.metricsPort]: String(contract.metricsPort),
    });
    expect(valuesOf(final, 'EXPOSE')).toEqual([`${contract.port} ${contract.metricsPort}`]);
  });

  it('asks the liveness route for its health, with the only program in the image', () => {
    const [check = ''] = valuesOf(final, 'HEALTHCHECK');
    const command: unknown[] = JSON.parse(check.slice(check.indexOf('CMD') + 'CMD'.length));
    expect(command.slice(0, 2)).toEqual([node, '-e']);
    expect(command[2]).toContain(`fetch(\`http://127.0.0.1:\${process.env.PORT}${contract.paths.liveness}\`)`);
  });

  it('has Node.js where the contract says, as the process that gets the signals', () => {
    expect(valuesOf(final, 'COPY')).toContain(`--from=build /node ${node}`);
    expect(valuesOf(final, 'ENTRYPOINT').map((value) => JSON.parse(value))).toEqual([[node]]);
    expect(valuesOf(final, 'CMD').map((value) => JSON.parse(value))).toEqual([[program]]);
  });

  it('runs as the user that pods run as, in numbers', () => {
    expect(valuesOf(final, 'USER')).toEqual(['10001:10001']);
  });

  it('is in production, and says which release it is', () => {
    expect(environment).toMatchObject({
      NODE_ENV: 'production',
      RELEASE_VERSION: '$VERSION',
      RELEASE_COMMIT: '$COMMIT',
    });
    expect(pairsOf(final, 'LABEL')).toMatchObject({
      'org.opencontainers.image.title': `arq-${tier}`,
      'org.opencontainers.image.source': git.repository.replace(/\.git$/, ''),
      'org.opencontainers.image.licenses': 'Apache-2.0',
      'org.opencontainers.image.version': '$VERSION',
      'org.opencontainers.image.revision': '$COMMIT',
    });
  });

  it('takes no secrets: build arguments and variables stay readable in an image', () => {
    const names = stages.flatMap((stage) => [
      ...valuesOf(stage, 'ARG').map((value) => value.split('=')[0]),
      ...Object.keys(pairsOf(stage, 'ENV')),
    ]);
    expect(names).toEqual(expect.arrayContaining(['VERSION', 'COMMIT', 'NODE_ENV']));
    expect(names.filter((name) => /secret|password|token|key|credential|auth|_url$/i.test(name ?? ''))).toEqual([]);
  });

  it('installs what the lockfile says before it copies sources, and runs no script of a package', () => {
    const [build = []] = stages;
    const steps = build.map(({ name, value }) => `${name} ${value}`);
    const install = steps.findIndex((step) => step.includes('npm ci --ignore-scripts'));
    const sources = steps.findIndex((step) => step.startsWith(`COPY apps/${tier} `));
    expect(install).toBeGreaterThan(0);
    expect(sources).toBeGreaterThan(install);
  });

  it('copies nothing that is not there', () => {
    const copied = valuesOf(stages[0] ?? [], 'COPY').flatMap((value) => value.split(' ').slice(0, -1));
    expect(copied.filter((path) => !existsSync(path))).toEqual([]);
  });

  if (tier === 'frontend') {
    it('listens on every address, whatever the engine calls the container', () => {
      expect(environment).toMatchObject({ [frontend.variables.hostname]: '0.0.0.0' });
    });
  }
});

describe('.dockerignore', () => {
  it('lets in what a Dockerfile copies, and nothing else', () => {
    const patterns = readFileSync('.dockerignore', 'utf8')
      .split('\n')
      .filter((line) => line && !line.startsWith('#'));
    const copied = tiers
      .flatMap(({ tier }) => valuesOf(readStages(`apps/${tier}/Dockerfile`)[0] ?? [], 'COPY'))
      .flatMap((value) => value.split(' ').slice(0, -1))
      .filter((path) => !/^apps\/\w+\/package\.json$/.test(path));
    const admitted = patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1));
    expect(patterns[0]).toBe('*');
    expect(admitted.sort()).toEqual([...new Set(copied)].sort());
  });
});
