#!/usr/bin/env node
import { load, root } from './bundle.mjs';
import { linkModules } from './pre-commit/modules.mjs';

const { release } = await load('release/main.ts');
process.exitCode = await release({ root, linkModules }, process.argv.slice(2));
