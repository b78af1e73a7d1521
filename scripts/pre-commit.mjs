#!/usr/bin/env node
// Looks at what is about to be committed, and refuses what must not be in the history. It reads the index and not the
// working tree: what is committed is what counts. Git starts it, by .husky/pre-commit.
import { fastChecks } from './pre-commit/fast-checks.mjs';
import { forbiddenNames } from './pre-commit/forbidden-names.mjs';
import { kubernetesSecrets } from './pre-commit/kubernetes-secrets.mjs';
import { secretsIn } from './pre-commit/secrets.mjs';
import { Snapshot } from './pre-commit/snapshot.mjs';

const snapshot = new Snapshot();
try {
  const findings = [
    ...forbiddenNames(snapshot),
    ...(await kubernetesSecrets(snapshot)),
    ...(await secretsIn(snapshot)),
  ];
  for (const { path, line, reason, wayOut } of findings) {
    console.error(`${path}${line ? `:${line}` : ''}: ${reason}\n  ${wayOut}`);
  }
  if (findings.length > 0) {
    console.error(`\nNothing was committed: ${findings.length} of the staged contents must not be in the history.`);
    process.exitCode = 1;
  } else if (!fastChecks(snapshot)) {
    console.error('\nNothing was committed: the checks above fail on what is staged.');
    process.exitCode = 1;
  }
} finally {
  snapshot.remove();
}
