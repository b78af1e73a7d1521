#!/usr/bin/env node
import { load, root } from './bundle.mjs';

process.chdir(root);
const { main } = await load('scripts/metrics-catalogue/main.ts');
process.exitCode = await main(root, process.argv.slice(2));
