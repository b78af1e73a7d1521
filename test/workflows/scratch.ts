import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';

/** A Git repository in a folder of its own, and programs that stand in for those that need a network. */
export class Scratch {
  readonly #home = mkdtempSync(join(tmpdir(), 'arq-workflows-'));
  readonly folder = join(this.#home, 'checkout');
  readonly #programs = join(this.#home, 'programs');
  readonly #calls = join(this.#home, 'calls');

  constructor() {
    for (const folder of [this.folder, this.#programs]) mkdirSync(folder);
    this.git('init', '--quiet', '--initial-branch=main');
  }

  /** Git's answer. */
  git(...args: readonly string[]): string {
    const identity = [
      '-c',
      'user.name=Somebody',
      '-c',
      'user.email=somebody@arq.example',
      '-c',
      'commit.gpgSign=false',
    ];
    const { status, stdout, stderr } = spawnSync('git', [...identity, ...args], { cwd: this.folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return stdout.trim();
  }

  /** Writes files and commits them; returns the commit. */
  commit(files: Readonly<Record<string, string>>): string {
    for (const [path, content] of Object.entries(files)) this.write(path, content);
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', 'A commit');
    return this.git('rev-parse', 'HEAD');
  }

  write(path: string, content: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), content);
  }

  /** A bare repository, to which the checkout pushes. */
  origin(): string {
    const folder = join(this.#home, 'origin.git');
    this.git('init', '--quiet', '--bare', folder);
    this.git('remote', 'add', 'origin', folder);
    return folder;
  }

  /** A program by its name, which notes how it is called and then does what a shell script says. */
  program(name: string, script: string): void {
    const content = `#!/bin/sh\necho "${name} $*" >> '${this.#calls}'\n${script}\n`;
    writeFileSync(join(this.#programs, name), content, { mode: 0o755 });
  }

  /** How the programs were called. */
  calls(): string[] {
    return existsSync(this.#calls) ? readFileSync(this.#calls, 'utf8').trimEnd().split('\n') : [];
  }

  /** Runs a command of the project here. */
  run(script: string, ...args: readonly string[]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [resolve(script), ...args], {
      cwd: this.folder,
      encoding: 'utf8',
      env: { ...process.env, PATH: [this.#programs, process.env['PATH']].join(delimiter) },
    });
    return { status, stdout, stderr };
  }

  remove(): void {
    rmSync(this.#home, { recursive: true, force: true });
  }
}
