#!/usr/bin/env node
import { load, root } from './bundle.mjs';

try {
  const { main } = await load('charts/main.ts');
  process.exitCode = await main(root, process.argv.slice(2));
} catch (error) {
  // The program could not even be compiled or loaded; esbuild's message names file and line.
  console.error(`error: ${error.message}`);
  console.error('Nothing was written.');
  process.exitCode = 1;
}
