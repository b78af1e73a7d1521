#!/usr/bin/env node
// Runs the smoke test from its sources, by default against what npm run dev has started in this checkout.
import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { load, root } from './bundle.mjs';

/** Addresses and token of the platform that npm run dev runs, in the terms of the smoke test; there while it runs. */
const running = 'build/dev/smoke.env';

process.chdir(root);
const args = process.argv.slice(2);
const isAddressed = args.length > 0 || process.env.SMOKE_BACKEND_URL || process.env.SMOKE_FRONTEND_URL;
const { ALERTS_TOKEN_FILE, ...addresses } = existsSync(running) ? parseEnv(readFileSync(running, 'utf8')) : {};
const { smoke } = await load('apps/backend/smoke/smoke.ts');
process.exitCode = await smoke(args, {
  NODE_ENV: 'development',
  // Whoever names one tier does not mean another one that happens to run here.
  ...(isAddressed ? {} : addresses),
  ...(ALERTS_TOKEN_FILE ? { ALERTS_TOKEN_FILE } : {}),
  ...process.env,
});
