import { resolve } from 'node:path';
import type { App } from 'cdk8s';
import { ConfigurationError } from '../errors.ts';
import { type Drift, driftOf } from './committed-files.ts';
import { type Change, recover, replaceFiles } from './journal.ts';
import { type ManifestFiles, manifestFiles } from './manifest-files.ts';

/** Where and what to synthesize. */
export interface SynthesizeOptions {
  /**
   * Folder that the files are written below.
   * @default the working directory
   */
  readonly root?: string;
  /**
   * Folders below `root` that hold generated files only, so that stale ones can be removed.
   * @default dist
   */
  readonly folders?: readonly string[];
  /**
   * What generates the files, for their first comment.
   * @default main.ts
   */
  readonly source?: string;
  /**
   * Only these environments, files or folders, by name or by the beginning of their path.
   * @default everything
   */
  readonly only?: readonly string[];
}

/** What was found and, by `synthesize`, put right. */
export interface Synthesis {
  /** All files that the source asks for. */
  readonly files: ManifestFiles;
  /** How the files on disk differed. */
  readonly drift: Drift;
}

/** Checks and renders everything, and compares it with the files on disk. Writes nothing. */
export function compare(app: App, options: SynthesizeOptions = {}): Synthesis {
  const { folders = ['dist'], source = 'main.ts', only } = options;
  const root = resolve(options.root ?? process.cwd());
  recover(root);
  const all = manifestFiles(app, source);
  const wanted = selection([...all.keys()], only);
  const files = new Map([...all].filter(([path]) => wanted(path)));
  const { changed, missing, stale, foreign } = driftOf(root, folders, files);
  return { files, drift: { changed, missing, stale: stale.filter(wanted), foreign: foreign.filter(wanted) } };
}

/**
 * Checks and renders everything, then replaces the files on disk: all of them, or, whatever goes wrong, none. It knows
 * nothing of the cdk8s CLI and its output folder; `runCommand` does.
 * @throws ConfigurationError with every mistake that was found, one per line
 */
export function synthesize(app: App, options: SynthesizeOptions = {}): Synthesis {
  const root = resolve(options.root ?? process.cwd());
  const synthesis = compare(app, options);
  const { files, drift } = synthesis;
  requireOwnFolders(drift.foreign);
  const writes = [...drift.changed, ...drift.missing].map((path): Change => ({ path, content: files.get(path) }));
  const removals = drift.stale.map((path): Change => ({ path }));
  replaceFiles(root, [...writes, ...removals]);
  return synthesis;
}

/** @throws ConfigurationError if one of the names means no file at all */
function selection(paths: readonly string[], only: readonly string[] | undefined): (path: string) => boolean {
  const means = (name: string) => (path: string) => path.startsWith(name) || path.startsWith(`dist/${name}/`);
  const unknown = only?.find((name) => !paths.some(means(name)));
  if (unknown !== undefined) {
    const environments = new Set(paths.map((path) => /^dist\/([^/]+)\//.exec(path)?.[1]).filter(Boolean));
    throw new ConfigurationError(
      `"${unknown}" is no environment and no file begins with it; there are: ${[...environments].sort().join(', ')}`,
    );
  }
  return (path) => only === undefined || only.some((name) => means(name)(path));
}

/** Nobody's work is deleted, and Argo CD is not given what nobody reviewed as generated. */
function requireOwnFolders(foreign: readonly string[]): void {
  if (foreign.length === 0) return;
  throw new ConfigurationError(
    foreign
      .map((path) => `${path}: this file was not generated, but Argo CD would apply it; move it elsewhere or delete it`)
      .join('\n'),
  );
}
