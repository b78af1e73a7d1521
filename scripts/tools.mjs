#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './bundle.mjs';

const tools = JSON.parse(readFileSync(new URL('tools/versions.json', import.meta.url), 'utf8'));
const folder = join(root, 'build/tools');
const programs = join(folder, 'bin');

const usage = `usage: npm run tools -- TOOL … [--list]

Installs programs that checks and releases use into build/tools/bin, in the versions of scripts/tools/versions.json: by
"go install", which compares what it downloads with Go's checksum database, or by pip into an environment of their own.

TOOL    any of ${Object.keys(tools).join(', ')}
--list  print the versions, install nothing`;

/** Programs come into a folder that is named after their version, so that another version is installed anew. */
function install(name) {
  const { version, python, package: path } = tools[name];
  const home = join(folder, `${name}-${version}`);
  const program = join(home, 'bin', path ? basename(path) : name);
  if (!existsSync(program)) (python ? installFromPython : installFromGo)(tools[name], home);
  if (!existsSync(program)) throw new Error(`${name} ${version}: was installed, but ${program} is not there`);
  mkdirSync(programs, { recursive: true });
  run('ln', ['-sfn', program, join(programs, name)]);
  console.log(`${name} ${version}`);
}

function installFromGo({ module, package: path, version }, home) {
  // What only this machine would find in its configuration must not decide what is built.
  const environment = { ...process.env, GOBIN: join(home, 'bin'), GOFLAGS: '-trimpath' };
  run('go', ['install', `${[module, path].filter(Boolean).join('/')}@${version}`], environment);
}

function installFromPython({ python, version }, home) {
  run('python3', ['-m', 'venv', home]);
  run(join(home, 'bin/pip'), ['install', '--quiet', '--disable-pip-version-check', `${python}==${version}`]);
}

function run(program, args, env = process.env) {
  const { status, signal, error } = spawnSync(program, args, {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (error) throw new Error(`${program}: cannot be started (${error.message}); install it`);
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: failed with ${signal ?? `exit code ${status}`}`);
}

function main() {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { list: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
  });
  if (values.help) return console.log(usage);
  if (values.list)
    return console.log(
      Object.entries(tools)
        .map(([name, { version }]) => `${name} ${version}`)
        .join('\n'),
    );
  const unknown = positionals.filter((name) => !Object.hasOwn(tools, name));
  if (unknown.length > 0) throw new Error(`${unknown}: no such tool; use any of ${Object.keys(tools).join(', ')}`);
  if (positionals.length === 0) throw new Error(`name at least one tool\n\n${usage}`);
  for (const name of positionals) install(name);
  const { GITHUB_PATH } = process.env;
  if (GITHUB_PATH) appendFileSync(GITHUB_PATH, `${programs}\n`);
  else console.log(`They are in ${programs}; put it on PATH.`);
}

try {
  main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
