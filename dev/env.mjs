#!/usr/bin/env node
// Writes .env for docker-compose.yml: what .env.docker.example names, with random secrets. What is set is kept.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';

/** What is made up here; other secrets come from whoever issues them. */
const generated = [
  'POSTGRES_SUPERUSER_PASSWORD',
  'POSTGRES_PASSWORD',
  'REDIS_PASSWORD',
  'POSTGRES_EXPORTER_PASSWORD',
  'REDIS_EXPORTER_PASSWORD',
  'GRAFANA_ADMIN_PASSWORD',
  'SESSION_SECRET',
  'ALERTS_TOKEN',
];

const root = process.argv[2] ?? dirname(dirname(fileURLToPath(import.meta.url)));
const path = join(root, '.env');
const example = readFileSync(join(root, '.env.docker.example'), 'utf8');

const before = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
const given = parseEnv(before ?? '');
const { text, made, added } = before === undefined ? fill(example) : complete(before);

if (text === before) {
  console.log(`${path} is complete; nothing was changed.`);
} else {
  // Readable by nobody else from the first byte on, and whole or not there at all.
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, text, { mode: 0o600, flag: 'wx' });
  renameSync(temporary, path);
  console.log(`${before === undefined ? 'Wrote' : 'Completed'} ${path}, for your user alone.`);
  if (made.length > 0) console.log(`  random: ${made.join(', ')}`);
  if (added.length > 0) console.log(`  added: ${added.join(', ')}`);
  const kept = [...(before ?? '').matchAll(/^\w+(?==)/gm)].map(String).filter((name) => given[name] !== '');
  if (kept.length > 0) console.log(`  kept: ${kept.join(', ')}`);
}

/** Gives each empty secret a value. */
function fill(lines) {
  const names = [];
  const filled = lines.replaceAll(/^(\w+)=[ \t]*$/gm, (line, name) => {
    if (!generated.includes(name)) return line;
    names.push(name);
    return `${name}=${randomBytes(32).toString('hex')}`;
  });
  return { text: filled, made: names, added: [] };
}

/** Adds what is missing, with its comment, and leaves the rest as it stands. */
function complete(own) {
  const blocks = example.split(/(?<=^\w+=.*\n)/m).filter((block) => !Object.hasOwn(given, nameOf(block)));
  const missing = blocks.filter((block) => nameOf(block) !== '');
  const joined = own.endsWith('\n') || own === '' ? own : `${own}\n`;
  const { text: filled, made } = fill(joined + missing.map((block) => block.replace(/^\n+/, '')).join(''));
  return { text: missing.length === 0 && made.length === 0 ? own : filled, made, added: missing.map(nameOf) };
}

function nameOf(block) {
  return /^(\w+)=/m.exec(block)?.[1] ?? '';
}
