import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tiers } from '../images/tiers.mjs';

/** Folder of the checkout, where npm starts its scripts. */
export const root = process.cwd();

/** Names the images: what is pushed is what the first environment is told to run, whoever's repository this is. */
const imageFile = 'charts/platform/environments/images/staging.json';

/** Processors that the images run on. */
export const platforms = ['linux/amd64', 'linux/arm64'];

/** Where the image of a tier is built to. */
export const archiveOf = (tier) => join(root, 'build/images', `${tier}.tar`);

/**
 * Name of a tier's image with its registry, without tag and digest.
 * @throws {Error} if the environment's image is of no registry, or another one than this tier's
 */
export function nameOf(tier) {
  const reference = JSON.parse(readFileSync(join(root, imageFile), 'utf8'))[tier] ?? '';
  const name = reference.replace(/@.*$/, '').replace(/:[^:/]*$/, '');
  const { title } = tiers[tier];
  // Registries know no capitals; the name of an owner on GitHub may have them.
  if (new RegExp(`^[a-z0-9.-]+(:[0-9]+)?/([a-z0-9._/-]+/)?${title}$`).test(name)) return name;
  throw new Error(
    `${imageFile}, ${tier}: ${reference || 'has no image'}, but images are pushed as <registry>/<owner>/${title}, ` +
      'in small letters; name it so',
  );
}

/**
 * What the release of the checked-out commit is called: the version, and the commit that the images were built from.
 * @throws {Error} if this is no checkout, or if it has changes: nobody could tell what such an image was built from
 */
export function currentRelease() {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const commit = git('rev-parse', 'HEAD');
  const changes = git('status', '--porcelain', '--untracked-files=no');
  if (changes !== '') throw new Error(`${root}: has changes that are not committed, so no commit tells what is built`);
  return { commit, version: `${version}-g${commit.slice(0, 12)}`, time: git('log', '--max-count=1', '--format=%ct') };
}

function git(...args) {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args[0]}: ${stderr?.trim()}; releases are built from a checkout`);
  return stdout.trim();
}

/**
 * Runs a program with everything that it says on the terminal; what it prints on standard output is returned too.
 * @throws {Error} if it is missing or fails
 */
export function run(program, args) {
  const { status, signal, stdout, error } = spawnSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (error) throw new Error(`${program}: cannot be started (${error.message}); install it`);
  process.stdout.write(stdout);
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: failed with ${signal ?? `exit code ${status}`}`);
  return stdout.trim();
}
