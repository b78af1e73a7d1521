import { passedOver } from './manifests.mjs';
import { find, run, runForJson, versionOf } from './tool.mjs';

export const name = 'kube-score';

const version = 'v1.20.0';
const install = `go install github.com/zegl/kube-score/cmd/kube-score@${version}`;
const options = ['--output-format', 'json', '--kubernetes-version', 'v1.32', '--disable-ignore-checks-annotations'];

/** Grades from here on up are no finding: 10 is all OK, 7 almost; 5 is a warning, 1 critical. */
const fine = 7;

export async function score({ environments }) {
  if (!find(name)) return { notRun: `${name} is not installed (${install})` };
  const optional = await optionalChecks();
  const enabled = optional.flatMap((check) => ['--enable-optional-test', check]);
  const runs = await Promise.all(environments.map((environment) => scoreOne(environment, enabled)));
  return {
    version: await versionOf(name, version),
    findings: runs.flat(),
    note: `${optional.length} optional checks on`,
  };
}

async function optionalChecks() {
  const { stdout } = await run(name, ['list']);
  const optional = stdout
    .split('\n')
    .filter((line) => line.endsWith(',optional'))
    .map((line) => line.split(',')[0]);
  if (optional.length === 0) throw new Error('"kube-score list" names no optional check');
  return optional;
}

async function scoreOne(environment, enabled) {
  const { result } = await runForJson(name, ['score', ...options, ...enabled, ...environment.files]);
  const objects = result.map(({ type_meta, object_meta, checks }) => ({
    object: `${type_meta.kind}/${object_meta.name}`,
    checks: checks.filter(({ skipped, grade }) => !skipped && grade < fine),
  }));
  const findings = objects.flatMap(({ object, checks }) =>
    checks.map(({ check, grade, comments }) => ({
      check: check.id,
      object,
      where: environment.name,
      message: `${grade === 1 ? 'critical' : 'warning'}: ${(comments ?? []).map(({ summary }) => summary).join('; ')}`,
    })),
  );
  const seen = objects.map(({ object }) => object);
  return [...findings, ...passedOver(environment, seen)];
}
