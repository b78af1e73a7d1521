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
   * Only these files and folders, by the beginning of their path.
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
  const { root = process.cwd(), folders = ['dist'], source = 'main.ts', only } = options;
  recover(root);
  const wanted = (path: string) => only === undefined || only.some((prefix) => path.startsWith(prefix));
  const files = new Map([...manifestFiles(app, source)].filter(([path]) => wanted(path)));
  const { changed, missing, stale, foreign } = driftOf(root, folders, files);
  return { files, drift: { changed, missing, stale: stale.filter(wanted), foreign: foreign.filter(wanted) } };
}

/**
 * Checks and renders everything, then replaces the files on disk: all of them, or, whatever goes wrong, none.
 * @throws ConfigurationError with every mistake that was found, one per line
 */
export function synthesize(app: App, options: SynthesizeOptions = {}): Synthesis {
  const root = options.root ?? process.cwd();
  const synthesis = compare(app, options);
  const { files, drift } = synthesis;
  requireOwnFolders(drift.foreign);
  const writes = [...drift.changed, ...drift.missing].map((path): Change => ({ path, content: files.get(path) }));
  const removals = drift.stale.map((path): Change => ({ path }));
  replaceFiles(root, [...writes, ...removals]);
  return synthesis;
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
