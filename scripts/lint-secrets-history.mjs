#!/usr/bin/env node
// Looks for secrets in everything that was ever committed: what was taken out again is still known to whoever has cloned.
import { forbiddenNames } from './pre-commit/forbidden-names.mjs';
import { History } from './pre-commit/history.mjs';
import { kubernetesSecrets } from './pre-commit/kubernetes-secrets.mjs';
import { secretsIn } from './pre-commit/secrets.mjs';

try {
  const history = new History();
  try {
    const findings = [...forbiddenNames(history), ...kubernetesSecrets(history), ...(await secretsIn(history))];
    for (const { path, line, reason } of findings) {
      console.error(`${history.place(path)}${line ? `:${line}` : ''}: ${reason}\n  ${history.wayOut(path)}`);
    }
    if (findings.length === 0) console.log(`No secrets in ${history.files.length} versions of files.`);
    else process.exitCode = 1;
  } finally {
    history.remove();
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
