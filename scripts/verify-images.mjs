#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { load } from './bundle.mjs';
import { tiers } from './images/tiers.mjs';

const usage = `usage: npm run verify:images -- ENVIRONMENT [--revision COMMIT] [--repository OWNER/NAME]

Refuses an environment whose images this repository's workflow has not built and signed: for each tier of arQ's own, the
digest needs an attestation by images.yml on main, for the commit that its tag names. Needs gh, logged in.

--revision    commit whose image file is read, the checked-out one by default
--repository  GitHub's name of the repository, by default that of charts/platform/git.ts`;

const workflow = '.github/workflows/images.yml';
const released = /^(?<name>[^:@\s]+):[^:@\s]*-g(?<commit>[0-9a-f]{12})@(?<digest>sha256:[0-9a-f]{64})$/;

async function main() {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      revision: { type: 'string', default: 'HEAD' },
      repository: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return console.log(usage);
  const [environment, ...others] = positionals;
  if (!/^[a-z]+$/.test(environment ?? '') || others.length > 0) throw new Error(`name one environment\n\n${usage}`);
  const repository = values.repository ?? (await ownRepository());
  for (const image of imagesAt(values.revision, environment)) verify(image, repository);
}

async function ownRepository() {
  const { git } = await load('charts/platform/git.ts');
  return new URL(git.repository).pathname.replace(/^\/|\.git$/g, '');
}

function imagesAt(revision, environment) {
  const commit = git('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`);
  const file = `charts/platform/environments/images/${environment}.json`;
  const references = JSON.parse(git('show', `${commit}:${file}`));
  return Object.keys(tiers).map((tier) => {
    const reference = references[tier];
    const parts = released.exec(reference ?? '')?.groups;
    if (parts) return { reference, ...parts };
    throw new Error(
      `${file} at ${commit.slice(0, 12)}, ${tier}: ${reference ?? 'has no image'} is no release; ` +
        'only <name>:<version>-g<commit>@sha256:<digest>, as images.yml pushes it, can be verified',
    );
  });
}

function verify({ reference, name, commit, digest }, repository) {
  const { status, stdout, stderr, error } = spawnSync(
    'gh',
    [
      ...['attestation', 'verify', `oci://${name}@${digest}`, '--repo', repository],
      ...['--signer-workflow', `${repository}/${workflow}`, '--source-ref', 'refs/heads/main'],
      ...['--deny-self-hosted-runners', '--format', 'json'],
    ],
    { encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  if (error) throw new Error(`gh: cannot be started (${error.message}); install the GitHub CLI`);
  if (status !== 0) throw new Error(`${reference}: has no valid attestation by ${workflow}: ${stderr.trim()}`);
  const sources = JSON.parse(stdout).map(
    (one) => one.verificationResult?.signature?.certificate?.sourceRepositoryDigest,
  );
  if (sources.some((source) => source?.startsWith(commit))) return console.log(`verified ${reference}`);
  throw new Error(
    `${reference}: its tag names commit ${commit}, but it was built from ${sources.join(', ') || 'none'}`,
  );
}

function git(...args) {
  const { status, stdout, stderr } = spawnSync('git', args, { encoding: 'utf8' });
  if (status === 0) return stdout.trim();
  throw new Error(`git ${args.join(' ')}: failed: ${stderr.trim() || 'there is no such commit here; fetch it'}`);
}

try {
  await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
