#!/usr/bin/env node
// Compiles the backend and everything that it imports into programs, so that an image needs no node_modules.
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(fileURLToPath(import.meta.url));

/** What the compiler is told; local development watches with the same. */
export const options = {
  absWorkingDir: root,
  entryPoints: { server: 'src/main.ts', migrate: 'src/migrate.ts', smoke: 'smoke/main.ts' },
  outdir: 'build',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  sourcemap: 'linked',
  sourcesContent: false,
  // Names stay as they are: the log shows them.
  minifySyntax: true,
  minifyWhitespace: true,
  logLevel: 'warning',
  // An optional native driver that is not installed.
  external: ['pg-native'],
  // Packages in CommonJS ask for Node's own modules with require, which ES modules do not have.
  banner: {
    js: "import { createRequire as createRequireOfNode } from 'node:module'; const require = createRequireOfNode(import.meta.url);",
  },
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  rmSync(join(root, 'build'), { recursive: true, force: true });
  await build(options);
}
