#!/usr/bin/env node
// Compiles local development and runs it. Written so that every Node.js can read it, to say which one is needed.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

const missing = whatIsMissing();
if (missing) {
  console.error(missing);
  process.exitCode = 1;
} else {
  const { build } = await import('esbuild');
  const outfile = join(root, 'build/dev/main.mjs');
  await build({
    entryPoints: ['dev/main.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    packages: 'external',
    outfile,
    logLevel: 'warning',
  });
  const { main } = await import(pathToFileURL(outfile).href);
  process.exitCode = await main(process.argv.slice(2));
}

function whatIsMissing() {
  const needed = JSON.parse(readFileSync('package.json', 'utf8')).engines.node;
  const wanted = needed.match(/\d+/g).map(Number);
  const own = process.versions.node.split('.').map(Number);
  const difference = wanted.map((number, index) => own[index] - number).find((value) => value !== 0) ?? 0;
  if (difference < 0)
    return `Node.js ${process.versions.node} is too old: ${needed} is needed; .nvmrc names a good one.`;
  if (process.platform === 'win32') return 'Local development needs a POSIX system; on Windows run it in WSL 2.';
  if (!existsSync('node_modules/esbuild')) return 'The dependencies are not installed. Run: npm ci';
  return undefined;
}
