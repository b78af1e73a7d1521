import { lstatSync, mkdirSync, readdirSync, realpathSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * Gives a copy of the repository what npm has installed in the original. Workspaces are the copy's own: npm links them to
 * the folders of the original, which may hold something else than what is staged.
 * @param modules a `node_modules` below `root`
 */
export function linkModules({ modules, root, folder }) {
  const target = join(folder, relative(root, modules));
  mkdirSync(target, { recursive: true });
  for (const name of readdirSync(modules)) {
    const path = join(modules, name);
    if (name.startsWith('@') && !isLink(path)) linkModules({ modules: path, root, folder });
    else symlinkSync(isLink(path) ? counterpart(path, root, folder) : path, join(target, name));
  }
}

const isLink = (path) => lstatSync(path).isSymbolicLink();

function counterpart(path, root, folder) {
  const below = relative(realpathSync(root), realpathSync(path));
  return /^(\.\.|node_modules)(\/|$)/.test(below) ? path : join(folder, below);
}
