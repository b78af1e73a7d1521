import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

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
  const output = join(folder, `${name}.cjs`);
  const record = join(folder, `${name}.sources.json`);
  if (!isFresh(output, record)) await bundle(entry, output, record);
  return run(output);
}

/**
 * Runs compiled code. What V8 makes of it is kept too, once a run has succeeded: the next one need not parse it again.
 */
function run(path) {
  const code = readFileSync(path);
  const cache = `${path}.v8`;
  // V8 itself would notice another version of V8, but of the code only another length.
  const digest = createHash('sha256').update(code).digest();
  const kept = existsSync(cache) ? readFileSync(cache) : undefined;
  const cachedData = kept?.subarray(0, digest.length).equals(digest) ? kept.subarray(digest.length) : undefined;
  const script = new Script(`(function (exports, require, module) {${code}\n})`, { filename: path, cachedData });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(path), module);
  if (cachedData === undefined || script.cachedDataRejected) {
    process.once('exit', (status) => {
      if (status !== 0) return;
      try {
        replace(cache, Buffer.concat([digest, script.createCachedData()]));
      } catch {
        // Without it the next run takes a moment longer, and this one is none the worse.
      }
    });
  }
  return module.exports;
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
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    // Loads a file that lies beside it.
    external: ['re2-wasm'],
    sourcemap: false,
    minifyWhitespace: true,
    logLevel: 'error',
  });
  const sources = [
    'package-lock.json',
    relative(root, fileURLToPath(import.meta.url)),
    ...Object.keys(result.metafile.inputs),
  ]
    // What is installed is known by the lockfile.
    .filter((path) => !/(^|\/)node_modules\//.test(path) && existsSync(join(root, path)))
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
