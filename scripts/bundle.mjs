import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The project's root. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const folder = join(root, 'build');

/**
 * Compiles a TypeScript program and everything that it imports into one file, and loads it. The file is kept as long as
 * none of its sources changes: most runs find it there and start about as fast as Node.js itself.
 * @param entry path below the project's root
 */
export async function load(entry) {
  const name = entry.replaceAll(/[^a-z0-9]+/gi, '-');
  const output = join(folder, `${name}.mjs`);
  const record = join(folder, `${name}.sources.json`);
  if (!isFresh(output, record)) await bundle(entry, output, record);
  return import(pathToFileURL(output).href);
}

function isFresh(output, record) {
  if (!existsSync(output) || !existsSync(record)) return false;
  try {
    const sources = JSON.parse(readFileSync(record, 'utf8'));
    return Object.entries(sources).every(([path, hash]) => hashOf(join(root, path)) === hash);
  } catch {
    // A source that is gone, or a record that was cut short: compile again.
    return false;
  }
}

async function bundle(entry, output, record) {
  const { build } = await import('esbuild');
  const result = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    metafile: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    sourcemap: false,
    minifyWhitespace: true,
    logLevel: 'error',
    // Packages from before ECMAScript modules call require for Node.js' own modules.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
  const sources = [
    'package-lock.json',
    relative(root, fileURLToPath(import.meta.url)),
    ...Object.keys(result.metafile.inputs),
  ]
    // What is installed is known by the lockfile.
    .filter((path) => !path.startsWith('node_modules/') && existsSync(join(root, path)))
    .map((path) => [path, hashOf(join(root, path))]);
  mkdirSync(folder, { recursive: true });
  replace(output, result.outputFiles[0].contents);
  replace(record, JSON.stringify(Object.fromEntries(sources)));
}

/** A reader sees the old file or the new one, never half of either. */
function replace(path, content) {
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, content);
  renameSync(temporary, path);
}

function hashOf(path) {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
