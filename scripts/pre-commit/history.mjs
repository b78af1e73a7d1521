import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { git, paths } from './git.mjs';
import { textOf } from './text.mjs';

/** Contents that are read from Git at a time. */
const batch = 200;

/** Every version of every file that any branch or tag leads to. */
export class History {
  /** Folder with the versions. */
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'arq-history-'));
  /** Versions by `<content>/<path in the repository>`. */
  files = versions();

  /** @throws {Error} in a shallow clone, whose history ends before its beginning */
  constructor() {
    if (git('rev-parse', '--is-shallow-repository').trim() === 'true') {
      this.remove();
      throw new Error('this is a shallow clone; get the whole history by "git fetch --unshallow"');
    }
    for (let index = 0; index < this.files.length; index += batch)
      this.#extract(this.files.slice(index, index + batch));
  }

  /** Text of a version, as `textOf` has it. */
  read(version) {
    return textOf(join(this.folder, version));
  }

  /** Where a version is, for people. */
  place(version) {
    const [content, path] = split(version);
    return `${path} (${content.slice(0, 12)})`;
  }

  /** How to take a version out of the history. */
  wayOut(version) {
    const [content] = split(version);
    return (
      `"git log --all --find-object=${content}" names its commits. Replace the secret where it is in use; ` +
      'then, and only if that is agreed upon, rewrite the history.'
    );
  }

  /** Removes the folder. */
  remove() {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #extract(versions) {
    const contents = versions.map((version) => split(version)[0]);
    const output = execFileSync('git', ['cat-file', '--batch'], { input: contents.join('\n'), maxBuffer: 2 ** 30 });
    let offset = 0;
    for (const version of versions) {
      const end = output.indexOf('\n', offset);
      const size = Number(output.toString('utf8', offset, end).split(' ')[2]);
      const file = join(this.folder, version);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, output.subarray(end + 1, end + 1 + size));
      offset = end + 1 + size + 1;
    }
  }
}

/** A merge is compared with each of its parents, so that nothing can hide in it. */
function versions() {
  const log = ['log', '--all', '--root', '-m', '--raw', '--no-abbrev', '--no-renames', '--diff-filter=d', '--format='];
  const [fields, found] = [paths(git(...log, '-z')), new Set()];
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const [, mode, , content] = fields[index].trim().split(' ');
    // A submodule's commit is in another repository.
    if (mode !== '160000') found.add(`${content}/${fields[index + 1]}`);
  }
  return [...found].sort();
}

function split(version) {
  const end = version.indexOf('/');
  return [version.slice(0, end), version.slice(end + 1)];
}
