import { spawnSync } from 'node:child_process';
import { devNull } from 'node:os';
import { resolve } from 'node:path';
import { Refusal } from './refusal.ts';

/** Bytes of output: every generated file of an environment is less. */
const maxBuffer = 2 ** 28;

/** Would lead Git to another repository, tree or index than the one of the folder; hooks of Git set some of them. */
const misleading = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_COMMON_DIR',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_NAMESPACE',
  'GIT_PREFIX',
];

/** What a user may have set otherwise, and what is read here would look different. */
const settings = ['core.quotePath=false', 'core.fsmonitor=false', 'color.ui=false', 'log.showSignature=false'];

/** How Git is started. */
export interface GitOptions {
  /** What it reads from its standard input. */
  readonly input?: string;
  /**
   * Folder of the hooks that run.
   * @default none runs: only commits and pushes are anybody's business
   */
  readonly hooks?: string;
  /**
   * Whether it outlives Ctrl-C, which a terminal sends to every program in it.
   * @default false
   */
  readonly uninterrupted?: boolean;
  /** Settings for this run alone, as `name=value`. */
  readonly settings?: readonly string[];
}

/** Git in one folder. */
export class Git {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /**
   * What Git prints, without the last line's end.
   * @throws Refusal with what Git complains of
   */
  run(args: readonly string[], options: GitOptions = {}): string {
    const { status, signal, stdout, stderr, error } = this.start(args, options);
    if (error) throw new Refusal(`git: cannot be started (${error.message}); install Git`);
    if (status === 0) return stdout.toString().replace(/\n$/, '');
    const said = [stderr, stdout].map((text) => text.toString().trim()).filter(Boolean);
    throw new Refusal([`git ${args[0]}: failed with ${signal ?? `exit code ${status}`}`, ...said].join('\n'));
  }

  /** The lines that Git prints. */
  lines(args: readonly string[]): string[] {
    return this.run(args).split('\n').filter(Boolean);
  }

  /** What Git prints; `undefined` where it fails, which is an answer too. */
  ask(args: readonly string[]): string | undefined {
    const { status, stdout } = this.start(args, {});
    return status === 0 ? stdout.toString().replace(/\n$/, '') : undefined;
  }

  /** The commit that a name means; `undefined` where it means none. */
  commit(name: string): string | undefined {
    return this.ask(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]);
  }

  /**
   * The commit of a branch by its full name. Not asked as a name of any kind: Git takes one that ends in `-g<commit>`,
   * as branches for releases do, for that commit.
   */
  branch(ref: string): string | undefined {
    return this.ask(['show-ref', '--verify', '--hash', ref]);
  }

  /** Whether a commit is another one or an ancestor of it. */
  isAncestor(commit: string, of: string): boolean {
    return this.ask(['merge-base', '--is-ancestor', commit, of]) !== undefined;
  }

  /** Texts of files by `<commit>:<path>`; `undefined` for each that is not there. */
  texts(names: readonly string[]): (string | undefined)[] {
    if (names.length === 0) return [];
    const { stdout } = this.start(['cat-file', '--batch'], { input: names.map((name) => `${name}\n`).join('') });
    let offset = 0;
    return names.map(() => {
      const end = stdout.indexOf('\n', offset);
      const size = / blob (\d+)$/.exec(stdout.toString('utf8', offset, end))?.[1];
      offset = end + 1;
      if (size === undefined) return undefined;
      const text = stdout.toString('utf8', offset, offset + Number(size));
      offset += Number(size) + 1;
      return text;
    });
  }

  /** Text of a file at a commit; `undefined` where it is not there. */
  text(commit: string, path: string): string | undefined {
    return this.texts([`${commit}:${path}`])[0];
  }

  /** Files below a folder at a commit. */
  files(commit: string, folder: string): string[] {
    const listed = this.ask(['ls-tree', '-r', '-z', '--name-only', commit, '--', `${folder}/`]);
    return (listed ?? '').split('\0').filter(Boolean);
  }

  /** Folder of the repository's hooks; a relative one means the checkout, also for commits in another worktree. */
  hooksFolder(): string {
    const { stdout } = this.spawn(['rev-parse', '--git-path', 'hooks'], {});
    return resolve(this.folder, stdout.toString().trim());
  }

  private start(args: readonly string[], options: GitOptions) {
    const { hooks = devNull, settings: own = [] } = options;
    const all = [...settings, ...own, `core.hooksPath=${hooks}`].flatMap((setting) => ['-c', setting]);
    return this.spawn([...all, '--literal-pathspecs', ...args], options);
  }

  private spawn(args: readonly string[], { input = '', uninterrupted = false }: GitOptions) {
    const env: NodeJS.ProcessEnv = { ...process.env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' };
    for (const name of misleading) delete env[name];
    // `detached` is not in the types of the synchronous call, but Node.js passes it on.
    const options = { cwd: this.folder, env, input, maxBuffer, detached: uninterrupted };
    return spawnSync('git', args, options);
  }
}
