import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from './run.ts';

/** A repository that Argo CD follows instead of the project's own. */
export class GitRepository {
  /** Folder that is served. */
  readonly root = mkdtempSync(join(tmpdir(), 'arq-git-'));
  readonly #tree = join(this.root, 'arq');
  /** Path of the repository below the served folder. */
  readonly path = 'arq.git';

  constructor() {
    mkdirSync(this.#tree);
    this.#git('init', '--quiet', '--initial-branch', 'main');
    // Argo CD takes URLs for the same with and without ".git" at the end.
    symlinkSync(join('arq', '.git'), join(this.root, this.path));
  }

  /** Commits files as all that there is; returns the commit. */
  commit(title: string, files: Readonly<Record<string, string>>): string {
    this.#git('rm', '--quiet', '-r', '--ignore-unmatch', '.');
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.#tree, path)), { recursive: true });
      writeFileSync(join(this.#tree, path), content);
    }
    this.#git('add', '--all');
    this.#git('commit', '--quiet', '--allow-empty', '--message', title);
    const commit = this.#git('rev-parse', 'HEAD').trim();
    console.log(`  ${commit.slice(0, 12)} ${title}`);
    return commit;
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  #git(...args: readonly string[]): string {
    const identity = ['-c', 'user.name=arq', '-c', 'user.email=arq@arq.example', '-c', 'commit.gpgSign=false'];
    return run('git', ['-C', this.#tree, ...identity, ...args], { quiet: true });
  }
}
