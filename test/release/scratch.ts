import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, jest } from '@jest/globals';
import * as commands from '../../release/commands.ts';
import type { Project } from '../../release/project.ts';
import { shop, synthesizeShop } from './shop.ts';

// Nobody's own settings.
process.env['GIT_CONFIG_GLOBAL'] = devNull;
process.env['GIT_CONFIG_NOSYSTEM'] = '1';

/** A digest that is told apart by one character. */
export const digest = (character: string) => `sha256:${character.repeat(64)}`;

/** A reference as released images have it. */
export const image = (tier: string, version: string, character = 'a') =>
  `ghcr.io/shop/${tier}:${version}@${digest(character)}`;

/** References of an environment with its own tiers at one version. */
export const images = (version: string) => ({
  backend: image('backend', version),
  frontend: image('frontend', version),
  postgres: 'docker.io/library/postgres:18.6',
});

/** What a command said and did. */
export interface Outcome {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** The first checkout of a file of tests, of which the others are copies. */
let template: string | undefined;

afterAll(() => {
  if (template) rmSync(template, { recursive: true, force: true });
});

/** A checkout of the shop, with the repository that it was cloned from. */
export class Scratch {
  readonly folder = mkdtempSync(join(realpathSync(tmpdir()), 'arq-scratch-'));
  readonly root = join(this.folder, 'work');
  project: Project = shop(this.root);

  constructor() {
    if (!template) this.begin();
    else {
      cpSync(template, this.folder, { recursive: true });
      const config = this.read('.git/config');
      this.write('.git/config', config.replace(/url = .*/, `url = ${join(this.folder, 'origin.git')}`));
    }
  }

  private begin(): void {
    mkdirSync(this.root);
    this.git('init', '--quiet', '--initial-branch=main');
    this.git('init', '--quiet', '--bare', '--initial-branch=main', '../origin.git');
    this.git('config', 'user.name', 'Test');
    this.git('config', 'user.email', 'test@example.com');
    this.write('src/setting.txt', 'one\n');
    this.write('.gitignore', '/build/\n');
    this.setImages('local', { backend: 'backend:0.1.0', frontend: 'frontend:0.1.0', postgres: images('').postgres });
    this.setImages('staging', images('0.1.0'));
    this.setImages('production', images('0.1.0'));
    this.commit('Begin');
    for (const environment of ['staging', 'production']) this.prove(environment);
    this.git('remote', 'add', 'origin', join(this.folder, 'origin.git'));
    this.push();
    template = mkdtempSync(join(realpathSync(tmpdir()), 'arq-scratch-'));
    cpSync(this.folder, template, { recursive: true });
  }

  /** Runs Git; throws with what it says if it fails. */
  git(...args: string[]): string {
    const { status, stdout, stderr } = spawnSync('git', args, { cwd: this.root, encoding: 'utf8' });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}${stdout}`);
    return stdout.trim();
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  /** Text of a file at a commit. */
  at(commit: string, path: string): string {
    return this.git('show', `${commit}:${path}`);
  }

  setImages(environment: string, references: Record<string, string>): void {
    this.write(`images/${environment}.json`, `${JSON.stringify(references, null, 2)}\n`);
  }

  /** Synthesizes and commits everything; returns the commit. */
  commit(message: string, synthesize: (folder: string) => void = synthesizeShop): string {
    synthesize(this.root);
    this.git('add', '--all');
    this.git('commit', '--quiet', '--no-verify', '--allow-empty', `--message=${message}`);
    return this.git('rev-parse', 'HEAD');
  }

  /** A commit that gives an environment's own tiers a version, with which it turns out healthy. */
  deliver(environment: string, version: string): string {
    const commit = this.try(environment, version);
    this.prove(environment);
    return commit;
  }

  /** A commit that gives an environment's own tiers a version, of which nobody says that it works. */
  try(environment: string, version: string): string {
    this.setImages(environment, images(version));
    return this.commit(`${environment} ${version}`);
  }

  /** Records that the environment was healthy at a commit. */
  prove(environment: string, commit = 'HEAD'): void {
    const short = this.git('rev-parse', commit).slice(0, 12);
    this.git('tag', '--annotate', '--message=Healthy', `delivered/${environment}/${short}`, commit);
  }

  push(): void {
    this.git('push', '--quiet', '--set-upstream', 'origin', 'main');
  }

  /** A hook of the repository. */
  hook(name: string, script: string): void {
    writeFileSync(join(this.root, '.git/hooks', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }

  release = (...args: string[]) => this.run(commands.release, ['set-image', ...args]);
  promote = (...args: string[]) => this.run(commands.promote, args);
  rollback = (...args: string[]) => this.run(commands.rollback, args);

  async run(command: (project: Project, args: string[]) => Promise<number>, args: string[]): Promise<Outcome> {
    const [out, err]: [string[], string[]] = [[], []];
    const spies = [
      jest.spyOn(console, 'log').mockImplementation((text) => void out.push(`${text}\n`)),
      jest.spyOn(console, 'error').mockImplementation((text) => void err.push(`${text}\n`)),
    ];
    try {
      const status = await command(this.project, args);
      return { status, out: out.join(''), err: err.join('') };
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
  }

  /** What a command complains of that refuses, and changes nothing. */
  async refusal(run: () => Promise<Outcome>): Promise<string> {
    const before = this.state();
    const { status, err } = await run();
    expect({ status, err }).toEqual({ status: 1, err: expect.stringMatching(/Nothing was changed\.\n$/) });
    expect(this.state()).toEqual(before);
    return err;
  }

  /** Everything that a command which fails must leave as it was: branches, index, files, worktrees, the remote. */
  state(): unknown {
    const index = createHash('sha256')
      .update(readFileSync(join(this.root, '.git/index')))
      .digest('hex');
    const files = readdirSync(this.root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !join(entry.parentPath, entry.name).startsWith(join(this.root, '.git/')))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    return {
      head: readFileSync(join(this.root, '.git/HEAD'), 'utf8'),
      refs: this.git('for-each-ref'),
      remote: this.git('ls-remote', 'origin'),
      worktrees: this.git('worktree', 'list'),
      config: readFileSync(join(this.root, '.git/config'), 'utf8'),
      index,
      files: files.map((path) => [path, readFileSync(path, 'utf8')]),
    };
  }

  /** Worktrees that are left over in the temporary folder by a process. */
  leftovers(pid = process.pid): string[] {
    return readdirSync(realpathSync(tmpdir())).filter((name) => name.startsWith(`arq-release-${pid}-`));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
