#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const usage = `usage: npm run pull-request -- --branch BRANCH --title TITLE --body-file FILE [--merge true]

Pushes a branch that release, promote or rollback has made, and opens a pull request for it. One that is open already is
brought up to date instead. Needs gh; Git pushes with its login, or with GH_TOKEN.

--merge true  merge it as well: at once, or as soon as the rules of main allow it; "false" by default`;

function main() {
  const { values } = parseArgs({
    options: {
      branch: { type: 'string' },
      title: { type: 'string' },
      'body-file': { type: 'string' },
      merge: { type: 'string', default: 'false' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return console.log(usage);
  const { branch, title, 'body-file': body } = values;
  if (!branch || !title || !body) throw new Error(`--branch, --title and --body-file: all are needed\n\n${usage}`);
  if (!['true', 'false'].includes(values.merge))
    throw new Error(`--merge ${values.merge}: use true or false\n\n${usage}`);
  const commit = push(branch);
  const { number, url } = open(branch) ?? create(branch, title, body);
  run('gh', ['pr', 'edit', `${number}`, '--title', title, '--body-file', body]);
  console.log(url);
  if (values.merge === 'true') merge(number, commit);
}

/** Returns the commit that the remote has then. */
function push(branch) {
  const local = commitOf(`refs/heads/${branch}`);
  if (local !== undefined) {
    // Whoever has pushed another commit meanwhile is not overwritten.
    const login = ['-c', 'credential.helper=', '-c', 'credential.helper=!gh auth git-credential'];
    run('git', [...login, 'push', 'origin', `refs/heads/${branch}:refs/heads/${branch}`]);
    return local;
  }
  const remote = commitOf(`refs/remotes/origin/${branch}`);
  if (remote !== undefined) return remote;
  throw new Error(`${branch}: exists neither here nor at origin; run release, promote or rollback first`);
}

/** Not by rev-parse, which takes the end of a branch that is missing for the name of a commit: `…-g1a2b3c4d5e6f`. */
function commitOf(ref) {
  return ask('git', ['show-ref', '--verify', '--hash', ref]);
}

function open(branch) {
  const found = run('gh', [
    'pr',
    'list',
    '--head',
    branch,
    '--base',
    'main',
    '--state',
    'open',
    '--json',
    'number,url',
  ]);
  return JSON.parse(found)[0];
}

function create(branch, title, body) {
  run('gh', ['pr', 'create', '--head', branch, '--base', 'main', '--title', title, '--body-file', body]);
  const created = open(branch);
  if (created) return created;
  throw new Error(`${branch}: its pull request was created, but gh does not list it; look for it on GitHub`);
}

/** Nothing but the commit that was just pushed is ever merged. */
function merge(number, commit) {
  const args = ['pr', 'merge', `${number}`, '--squash', '--match-head-commit', commit];
  if (ask('gh', args) !== undefined) return console.log(`Merged pull request ${number}.`);
  run('gh', [...args, '--auto']);
  console.log(`Pull request ${number} is merged as soon as the rules of main allow it.`);
}

/** What a program prints; nothing where it fails, which is an answer too. */
function ask(program, args) {
  const { status, stdout } = spawnSync(program, args, { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

function run(program, args) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (error) throw new Error(`${program}: cannot be started (${error.message}); install it`);
  if (status !== 0)
    throw new Error(`${program} ${args.slice(0, 2).join(' ')}: ${stderr.trim() || `exit code ${status}`}`);
  return stdout.trim();
}

try {
  main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
