import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { git, paths, quoted } from './git.mjs';
import { linkModules } from './modules.mjs';
import { textOf } from './text.mjs';

/** What the commit would make of the repository, in a folder of its own. */
export class Snapshot {
  /** Files that the commit adds or changes, by their path in the repository. */
  files = paths(git('diff', '--cached', '--name-only', '--diff-filter=ACMRT', '-z'));
  /** Folder with every file as it is in the index. */
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'arq-commit-'));

  constructor() {
    const root = git('rev-parse', '--show-toplevel').trim();
    execFileSync('git', ['checkout-index', '--all', `--prefix=${this.folder}/`], { cwd: root });
    const packages = git('ls-files', '-z', '--', 'package.json', '*/package.json');
    for (const folder of paths(packages).map(dirname)) {
      const modules = join(root, folder, 'node_modules');
      if (existsSync(modules)) linkModules({ modules, root, folder: this.folder });
    }
  }

  /** Text of a staged file, as `textOf` has it. */
  read(path) {
    return textOf(join(this.folder, path));
  }

  /** How to keep a file out of the commit. */
  wayOut(path) {
    return `Take it out: git restore --staged -- ${quoted(path)}`;
  }

  /** Removes the folder. */
  remove() {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
