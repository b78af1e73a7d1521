#!/usr/bin/env node
import { appendFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { archive } from './image-release/archive.mjs';
import { push } from './image-release/push.mjs';
import { scan } from './image-release/scan.mjs';
import { tiers } from './images/tiers.mjs';

const usage = `usage: npm run images:release -- archive TIER [--cache] [--write-cache]
       npm run images:release -- scan TIER …
       npm run images:release -- push TIER … [--output FILE]

What becomes of a commit's images, one step after the other. In between, "npm run images -- check" holds them to their
sizes. All steps have the same archive before them: what was scanned is, byte for byte, what is pushed.

archive  builds the image of a tier (${Object.keys(tiers).join(', ')}) for amd64 and arm64, with SBOM and provenance, into
         build/images/<tier>.tar; needs docker with buildx
scan     fails on known vulnerabilities of high or critical severity that an update would fix; needs grype
push     pushes the archives as <registry>/<name>:<package version>-g<commit> and prints the references; needs crane

--cache        take layers from the cache in the registry
--write-cache  leave layers there; needs to be logged in
--output FILE  add <tier>=<reference>, <tier>-name=<name> and <tier>-digest=<digest> to a file, as GitHub reads outputs`;

const commands = {
  archive: ([tier], { cache, 'write-cache': writeCache }) => archive(tier, { cache, writeCache }),
  scan: (names) => scan(names),
  push: (names, { output }) => {
    for (const { tier, name, digest, reference } of push(names)) {
      console.log(reference);
      if (output) appendFileSync(output, `${tier}=${reference}\n${tier}-name=${name}\n${tier}-digest=${digest}\n`);
    }
  },
};

function main() {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      cache: { type: 'boolean', default: false },
      'write-cache': { type: 'boolean', default: false },
      output: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const [command, ...names] = positionals;
  if (values.help) return console.log(usage);
  if (!Object.hasOwn(commands, command ?? '')) {
    throw new Error(`${command ?? 'no command'}: use archive, scan or push\n\n${usage}`);
  }
  if (names.length === 0 || (command === 'archive' && names.length > 1)) {
    throw new Error(`${command}: name ${command === 'archive' ? 'one tier' : 'at least one tier'}\n\n${usage}`);
  }
  const unknown = names.filter((name) => !Object.hasOwn(tiers, name));
  if (unknown.length > 0) throw new Error(`${unknown}: no such tier; use any of ${Object.keys(tiers).join(', ')}`);
  return commands[command](names, values);
}

try {
  main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
