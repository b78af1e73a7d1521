#!/usr/bin/env node
import { load, root } from './bundle.mjs';

const { main } = await load('charts/main.ts');
process.exitCode = await main(root, process.argv.slice(2));
