import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** Bytes of output: the manifests of all environments are more than Node.js keeps by itself. */
const maxBuffer = 16 * 2 ** 20;

/** What a copy of the project does without: what is installed, built or recorded. */
const leftOut = new Set(['node_modules', '.git', 'build', 'lib', '.synth']);

/** A copy of the project in a folder of its own, to be changed and broken at will. */
export class Checkout {
  readonly root = mkdtempSync(join(tmpdir(), 'arq-checkout-'));

  constructor() {
    const project = process.cwd();
    cpSync(project, this.root, { recursive: true, filter: (path) => path === project || !leftOut.has(basename(path)) });
    symlinkSync(join(project, 'node_modules'), join(this.root, 'node_modules'));
    symlinkSync(join(project, 'charts/constructs/node_modules'), join(this.root, 'charts/constructs/node_modules'));
  }

  /** Runs a program in it. */
  run(command: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
    const env = { ...process.env, ...environment };
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: this.root, encoding: 'utf8', env, maxBuffer });
    return { status, stdout, stderr };
  }

  /** Synthesizes it. */
  synth(args: readonly string[] = [], environment: NodeJS.ProcessEnv = {}) {
    return this.run(process.execPath, ['scripts/synth.mjs', ...args], environment);
  }

  /** The generated files by path. */
  output(): Record<string, string> {
    return Object.fromEntries(['dist', 'argocd'].flatMap((folder) => this.filesBelow(folder)));
  }

  /** Removes it. */
  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  private filesBelow(folder: string): [string, string][] {
    return readdirSync(join(this.root, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(this.root.length + 1), readFileSync(path, 'utf8')]);
  }
}
