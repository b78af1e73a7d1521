#!/usr/bin/env node
import { load } from '../../scripts/bundle.mjs';

const { local } = await load('test/cluster/local.ts');
process.exitCode = await local(process.argv.slice(2));
