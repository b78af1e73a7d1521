import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { contract } from '../apps/backend/contract.ts';
import { ownTiers } from '../charts/platform/environments/images.ts';
import { environments } from '../charts/platform/environments/index.ts';
import { promotions } from '../charts/platform/environments/promotions.ts';
import { git as followed } from '../charts/platform/git.ts';
import * as commands from './commands.ts';
import { Git } from './git.ts';
import type { Project } from './project.ts';
import { Refusal } from './refusal.ts';

/** Where the commands run. */
export interface Place {
  /** Folder of the checkout. */
  readonly root: string;
  /** Gives a copy of the repository what npm has installed in a `node_modules` of the original. */
  readonly linkModules: (copy: { modules: string; root: string; folder: string }) => void;
}

/** `npm run release`. */
export function release(place: Place, args: readonly string[]): Promise<number> {
  return commands.release(arq(place), args);
}

/** `npm run promote`. */
export function promote(place: Place, args: readonly string[]): Promise<number> {
  return commands.promote(arq(place), args);
}

/** `npm run rollback`. */
export function rollback(place: Place, args: readonly string[]): Promise<number> {
  return commands.rollback(arq(place), args);
}

/** `npm run delivered`. */
export function delivered(place: Place, args: readonly string[]): Promise<number> {
  return commands.delivered(arq(place), args);
}

/** This project. */
function arq(place: Place): Project {
  return {
    root: place.root,
    branch: followed.revision,
    environments: environments.map(({ name, delivery }) => ({ name, isDelivered: delivery !== undefined })),
    ownTiers,
    promotions,
    imagesFolder: 'charts/platform/environments/images',
    manifestsFolder: 'dist',
    databaseTier: 'backend',
    migrationsFolder: 'apps/backend/migrations',
    rollbackReleases: contract.rollbackReleases,
    synthesize: (folder, commit) => {
      requireInstalled(place, commit);
      linkPackages(place, folder);
      synthesize(folder);
    },
  };
}

const lockfile = 'package-lock.json';

/** @throws Refusal if the commit asks for other packages than there are here */
function requireInstalled({ root }: Place, commit: string): void {
  const git = new Git(root);
  if (git.text(commit, lockfile) === git.text('HEAD', lockfile)) return;
  throw new Refusal(
    `${lockfile}: differs between this checkout and ${commit.slice(0, 12)}, which the release goes on top of; ` +
      `switch to ${followed.revision}, bring it up to date and run "npm ci"`,
  );
}

/** For the synthesis and the hook that runs before the commit. */
function linkPackages({ root, linkModules }: Place, folder: string): void {
  const packages = new Git(folder).run(['ls-files', '-z']).split('\0');
  for (const path of packages.filter((name) => /(^|\/)package\.json$/.test(name))) {
    const modules = join(root, path, '../node_modules');
    if (existsSync(modules)) linkModules({ modules, root, folder });
  }
}

/** The worktree's own sources generate its files. */
function synthesize(folder: string): void {
  const { status, signal, stderr } = spawnSync(process.execPath, ['scripts/synth.mjs'], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status === 0) return;
  const reason = stderr.replaceAll(`${folder}/`, '').trim();
  throw new Refusal(`npm run synth: failed with ${signal ?? `exit code ${status}`}\n${reason}`);
}
