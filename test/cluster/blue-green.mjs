#!/usr/bin/env node
import { load } from '../../scripts/bundle.mjs';

const { blueGreen } = await load('test/cluster/blue-green.ts');
process.exitCode = await blueGreen(process.argv.slice(2));
