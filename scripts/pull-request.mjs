#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { push } from './pull-request/branch.mjs';
import { merge } from './pull-request/merge.mjs';
import { closeSuperseded, open } from './pull-request/open.mjs';

const usage = `usage: npm run pull-request -- --branch BRANCH --title TITLE --body-file FILE [options]

Pushes a branch that release, promote or rollback has made, and opens a pull request for it. One that is open already is
brought up to date instead. Needs gh; Git pushes with its login, or with GH_TOKEN.

--replace            let the branch take the place of the one that was fetched, as release, promote and rollback do by it
--supersedes PREFIX  close older pull requests whose branch begins so
--merge true         merge it as well, once the checks that main requires have passed; "false" by default
--minutes N          how long to wait for them, 50 by default: the token of an App lasts an hour
--interval N         seconds between two looks at them, 30 by default`;

async function main() {
  const { values } = parseArgs({
    options: {
      branch: { type: 'string' },
      title: { type: 'string' },
      'body-file': { type: 'string' },
      replace: { type: 'boolean', default: false },
      supersedes: { type: 'string' },
      merge: { type: 'string', default: 'false' },
      minutes: { type: 'string', default: '50' },
      interval: { type: 'string', default: '30' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return console.log(usage);
  const { branch, title, 'body-file': body, supersedes } = values;
  if (!branch || !title || !body) throw new Error(`--branch, --title and --body-file: all are needed\n\n${usage}`);
  if (!['true', 'false'].includes(values.merge))
    throw new Error(`--merge ${values.merge}: use true or false\n\n${usage}`);
  // An empty prefix is what every branch begins with.
  if (supersedes === '') throw new Error(`--supersedes: needs the beginning of branches\n\n${usage}`);
  const patience = { minutes: numberIn('minutes', values.minutes), seconds: numberIn('interval', values.interval) };
  const commit = push(branch, values.replace);
  const { number, url } = open(branch, title, body);
  console.log(url);
  for (const one of supersedes ? closeSuperseded(supersedes, number) : []) {
    console.log(`Closed pull request ${one}, which this one supersedes.`);
  }
  if (values.merge !== 'true') return;
  await merge(number, commit, patience);
  console.log(`Merged pull request ${number}.`);
}

function numberIn(option, text) {
  const number = Number(text);
  if (text !== '' && Number.isFinite(number) && number >= 0) return number;
  throw new Error(`--${option} ${text}: use a number, 0 or more\n\n${usage}`);
}

try {
  await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
