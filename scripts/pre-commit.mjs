#!/usr/bin/env node
// Refuses what must not be in the history. Git starts it before a commit, by .husky/pre-commit; it then reads the index
// and not the working tree: what is committed is what counts. With --all it looks at every file that Git tracks, for
// what has come past the hook: by --no-verify, a merge or an editor on the web.
import { parseArgs } from 'node:util';
import { Checkout } from './pre-commit/checkout.mjs';
import { fastChecks } from './pre-commit/fast-checks.mjs';
import { filledExamples } from './pre-commit/filled-examples.mjs';
import { forbiddenNames } from './pre-commit/forbidden-names.mjs';
import { kubernetesSecrets } from './pre-commit/kubernetes-secrets.mjs';
import { secretsIn } from './pre-commit/secrets.mjs';
import { Snapshot } from './pre-commit/snapshot.mjs';

const { values } = parseArgs({ options: { all: { type: 'boolean', default: false } } });
await (values.all ? checkRepository() : checkCommit());

async function checkRepository() {
  const checkout = new Checkout();
  const refused = await refusals(checkout);
  if (refused === 0) {
    console.log(`No secrets in ${checkout.files.length} files.`);
    return;
  }
  console.error(
    `\n${refused} of the contents must not be in the repository. What has been pushed is known: replace such a secret ` +
      'where it is in use.',
  );
  process.exitCode = 1;
}

async function checkCommit() {
  const snapshot = new Snapshot();
  try {
    const refused = await refusals(snapshot);
    if (refused > 0) {
      console.error(`\nNothing was committed: ${refused} of the staged contents must not be in the history.`);
      process.exitCode = 1;
    } else if (!fastChecks(snapshot)) {
      console.error('\nNothing was committed: the checks above fail on what is staged.');
      process.exitCode = 1;
    }
  } finally {
    snapshot.remove();
  }
}

/** Prints what is refused; returns how much. */
async function refusals(source) {
  const findings = [
    ...forbiddenNames(source),
    ...filledExamples(source),
    ...kubernetesSecrets(source),
    ...(await secretsIn(source)),
  ];
  for (const { path, line, reason, wayOut } of findings) {
    console.error(`${path}${line ? `:${line}` : ''}: ${reason}\n  ${wayOut}`);
  }
  return findings.length;
}
