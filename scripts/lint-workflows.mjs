#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './bundle.mjs';
import { find } from './scorers/tool.mjs';

/**
 * Both read the workflows of GitHub. shellcheck is called by actionlint, for what is in `run:`. None of them asks
 * anybody on the network, so the outcome depends on this checkout alone.
 */
const linters = [
  { name: 'actionlint', args: ['-color'], needs: ['actionlint', 'shellcheck'] },
  { name: 'zizmor', args: ['--persona', 'pedantic', '--offline', '--no-progress', '.github'], needs: ['zizmor'] },
];

const tools = join(root, 'build/tools/bin');
process.env.PATH = `${tools}:${process.env.PATH}`;

const complaints = linters.flatMap(({ name, args, needs }) => {
  const missing = needs.filter((program) => !find(program));
  if (missing.length > 0) return [`${name}: needs ${missing.join(', ')}; npm run tools -- ${missing.join(' ')}`];
  const { status, signal, error } = spawnSync(name, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (error) return [`${name}: cannot be started (${error.message})`];
  return status === 0 ? [] : [`${name}: failed with ${signal ?? `exit code ${status}`}; its findings are above`];
});

for (const complaint of complaints) console.error(complaint);
if (complaints.length === 0) console.log('actionlint, zizmor: 0 findings');
process.exitCode = complaints.length > 0 ? 1 : 0;
