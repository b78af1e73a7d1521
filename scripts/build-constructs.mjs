#!/usr/bin/env node
// Compiles @arq/constructs into charts/constructs/lib; `npm pack` and `npm publish` run it first.
//
// The output is CommonJS alone. Both `require` and `import` reach it, and it exists once: with a second copy as ECMAScript
// modules, a construct of the one would be no `Environment` to the other.
import { spawnSync } from 'node:child_process';
import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './bundle.mjs';

const project = join(root, 'charts/constructs');
const output = join(project, 'lib');

// Files whose source is gone must not be published.
rmSync(output, { recursive: true, force: true });
const compiler = join(root, 'node_modules/typescript/bin/tsc');
const { status } = spawnSync(process.execPath, [compiler, '--project', join(project, 'tsconfig.build.json')], {
  stdio: 'inherit',
});
if (status !== 0) {
  console.error('error: @arq/constructs does not compile; run `npm run typecheck`');
  process.exit(1);
}
// The sources beside it are ECMAScript modules, and package.json says so.
writeFileSync(join(output, 'package.json'), '{ "type": "commonjs" }\n');
// npm adds the license of the package's own folder only.
copyFileSync(join(root, 'LICENSE'), join(project, 'LICENSE'));
