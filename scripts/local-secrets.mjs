#!/usr/bin/env node
import { load, root } from './bundle.mjs';

const { localSecrets } = await load('charts/main.ts');
process.exitCode = localSecrets(root, process.argv.slice(2));
