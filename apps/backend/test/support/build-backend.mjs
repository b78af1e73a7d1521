#!/usr/bin/env node
// Builds the programs into a folder. A process of its own, since esbuild refuses to run inside of Jest's sandbox.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { options } from '../../build.mjs';

const folder = process.argv[2];
await build({
  ...options,
  entryPoints: { ...options.entryPoints, 'log-driver': 'test/support/log-driver.ts' },
  outdir: join(folder, 'program'),
});
cpSync(join(options.absWorkingDir, 'migrations'), join(folder, 'migrations'), { recursive: true });
