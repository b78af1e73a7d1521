#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { root } from './bundle.mjs';
import { check } from './images/check.mjs';
import { Engine } from './images/engine.mjs';
import { tiers } from './images/tiers.mjs';

const usage = `usage: node scripts/images.mjs build [TIER …] [--version VERSION] [--commit COMMIT] [--engine ENGINE]
       node scripts/images.mjs check IMAGE … [--engine ENGINE]

build  builds the images of the tiers (${Object.keys(tiers).join(', ')}; all by default) as NAME:VERSION, then checks them
check  compares the uncompressed sizes of images to their limits; an IMAGE is an archive, a folder with an OCI layout
       or the name of an image on this machine

--version  of the release, 0.0.0 by default
--commit   of the release, the checkout's by default
--engine   docker, podman or buildah; whichever is installed by default`;

const commands = { build, check: checkAll };

/** @returns {Promise<number>} the exit code: 1 where an image is over its limit or cannot be measured */
async function main() {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      version: { type: 'string', default: '0.0.0' },
      commit: { type: 'string' },
      engine: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const [name, ...subjects] = positionals;
  if (values.help) {
    console.log(usage);
    return 0;
  }
  if (!Object.hasOwn(commands, name ?? '')) throw new Error(`${name ?? 'no command'}: use build or check\n\n${usage}`);
  return commands[name](subjects, values);
}

async function build(subjects, { version, commit = checkedOut(), engine }) {
  const names = subjects.length > 0 ? subjects : Object.keys(tiers);
  const unknown = names.filter((name) => !Object.hasOwn(tiers, name));
  if (unknown.length > 0) throw new Error(`${unknown}: no such tier; use any of ${Object.keys(tiers).join(', ')}`);
  const builder = new Engine(engine);
  const tags = names.map((name) => `${tiers[name].title}:${version}`);
  for (const [index, name] of names.entries()) {
    builder.build({ root, dockerfile: tiers[name].dockerfile, tag: tags[index], version, commit });
  }
  return checkAll(tags, { engine });
}

async function checkAll(subjects, { engine }) {
  if (subjects.length === 0) throw new Error(`check: name at least one image\n\n${usage}`);
  const complaints = [];
  for (const subject of subjects) complaints.push(...(await check(subject, engine)));
  for (const complaint of complaints) console.error(complaint);
  return complaints.length > 0 ? 1 : 0;
}

function checkedOut() {
  const { status, stdout } = spawnSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : 'unknown';
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
