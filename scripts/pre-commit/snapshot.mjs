import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const git = (...args) => execFileSync('git', args, { encoding: 'utf8', maxBuffer: 2 ** 28 });
const paths = (text) => text.split('\0').filter((path) => path !== '');

/** What the commit would make of the repository, in a folder of its own. */
export class Snapshot {
  /** Files that the commit adds or changes, by their path in the repository. */
  staged = paths(git('diff', '--cached', '--name-only', '--diff-filter=ACMRT', '-z'));
  /** Folder with every file as it is in the index. */
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'arq-commit-'));

  constructor() {
    const root = git('rev-parse', '--show-toplevel').trim();
    execFileSync('git', ['checkout-index', '--all', `--prefix=${this.folder}/`], { cwd: root });
    const packages = git('ls-files', '-z', '--', 'package.json', '*/package.json');
    for (const folder of paths(packages).map(dirname)) {
      const modules = join(root, folder, 'node_modules');
      if (existsSync(modules)) symlinkSync(modules, join(this.folder, folder, 'node_modules'));
    }
  }

  /** Content of a staged file; nothing for a symbolic link or a submodule. */
  read(path) {
    try {
      return readFileSync(join(this.folder, path));
    } catch {
      return undefined;
    }
  }

  /** Removes the folder. */
  remove() {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
