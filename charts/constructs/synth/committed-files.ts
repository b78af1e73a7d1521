import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedJsonMark } from './data-file.ts';
import type { ManifestFiles } from './manifest-files.ts';
import { generatedMark } from './yaml.ts';

/** How the files on disk differ from what the source says. */
export interface Drift {
  /** Files with another content. */
  readonly changed: readonly string[];
  /** Files that do not exist yet. */
  readonly missing: readonly string[];
  /** Generated files that the source no longer asks for. */
  readonly stale: readonly string[];
  /** Files that nobody generated, in folders that hold generated files only. */
  readonly foreign: readonly string[];
}

/**
 * Compares the files below `root` with `files`.
 * @param folders the folders that hold generated files only, below `root`
 */
export function driftOf(root: string, folders: readonly string[], files: ManifestFiles): Drift {
  const present = folders.flatMap((folder) => filesBelow(root, folder)).filter((path) => !files.has(path));
  const generated = (path: string) => {
    const text = readFileSync(join(root, path), 'utf8');
    return text.startsWith(generatedMark) || text.startsWith(generatedJsonMark);
  };
  const differing = [...files].filter(([path, content]) => readCommitted(root, path) !== content);
  return {
    changed: differing.filter(([path]) => existsSync(join(root, path))).map(([path]) => path),
    missing: differing.filter(([path]) => !existsSync(join(root, path))).map(([path]) => path),
    stale: present.filter(generated),
    foreign: present.filter((path) => !generated(path)),
  };
}

/** The content of a file; `undefined` where there is none. */
export function readCommitted(root: string, path: string): string | undefined {
  const file = join(root, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** Everything that Argo CD would load from a folder. */
function filesBelow(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ya?ml|json)$/.test(entry.name))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}
