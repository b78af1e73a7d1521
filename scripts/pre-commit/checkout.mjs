import { join } from 'node:path';
import { git, paths, quoted } from './git.mjs';
import { textOf } from './text.mjs';

/** Everything that Git tracks, as it lies in the checkout: what has come past the hook, and what is about to reach it. */
export class Checkout {
  folder = git('rev-parse', '--show-toplevel').trim();
  /** Files by their path in the repository. */
  files = paths(git('-C', this.folder, 'ls-files', '-z'));

  /** Text of a file, as `textOf` has it; nothing as well for one that has been deleted. */
  read(path) {
    return textOf(join(this.folder, path));
  }

  /** How to take a file out of the repository. */
  wayOut(path) {
    return `Take it out: git rm --cached -- ${quoted(path)}`;
  }
}
