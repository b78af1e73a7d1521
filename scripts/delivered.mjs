#!/usr/bin/env node
import { load, root } from './bundle.mjs';
import { linkModules } from './pre-commit/modules.mjs';

const { delivered } = await load('release/main.ts');
process.exitCode = await delivered({ root, linkModules }, process.argv.slice(2));
