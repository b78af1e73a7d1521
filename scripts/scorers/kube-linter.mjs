import { exemptingAnnotations } from './manifests.mjs';
import { find, runForJson, versionOf } from './tool.mjs';

export const name = 'kube-linter';

const version = 'v0.8.3';
const install = `go install golang.stackrox.io/kube-linter/cmd/kube-linter@${version}`;

/** All built-in checks but the one that fetches schemas from the network. */
const options = ['--add-all-built-in', '--exclude', 'schema-validation', '--fail-if-no-objects-found', '--verbose'];

export async function score({ environments }) {
  if (!find(name)) return { notRun: `${name} is not installed (${install})` };
  const runs = await Promise.all(environments.map(lint));
  return {
    version: await versionOf(name, version),
    findings: runs.flatMap(({ findings }) => findings),
    note: `${runs[0].checks} checks, all but schema-validation`,
  };
}

async function lint(environment) {
  const { result, stderr } = await runForJson(name, ['lint', ...options, '--format', 'json', environment.folder]);
  const findings = (result.Reports ?? []).map(({ Check, Diagnostic, Object: { K8sObject } }) => ({
    check: Check,
    object: `${K8sObject.GroupVersionKind.Kind}/${K8sObject.Name}`,
    where: environment.name,
    message: Diagnostic.Message,
  }));
  const exempting = exemptingAnnotations(environment, /kube-linter\.io\//);
  return {
    findings: [...findings, ...unreadable(environment, stderr), ...exempting],
    checks: result.Checks.length,
  };
}

/** What it could not read it passes over; only its log tells. */
function unreadable({ name: where }, log) {
  return log
    .split('Warning: failed to load object from ')
    .slice(1)
    .map((entry) => ({ check: 'unreadable', object: entry.split(': ')[0], where, message: entry.trim() }));
}
