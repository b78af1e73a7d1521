import { passedOver } from './manifests.mjs';
import { find, runForJson, versionOf } from './tool.mjs';

export const name = 'polaris';

const version = 'v10.2.2';
// Its module path lacks the major version, so that "go install" refuses every release.
const install = `take ${version} from its release page`;

export async function score({ environments }) {
  if (!find(name)) return { notRun: `${name} is not installed (${install})` };
  const runs = await Promise.all(environments.map(audit));
  return {
    version: await versionOf(name, version),
    findings: runs.flatMap(({ findings }) => findings),
    note: `its scores before exceptions: ${runs.map(({ points }) => points).join(', ')}`,
  };
}

async function audit(environment) {
  const args = ['audit', '--audit-path', environment.folder, '--format=json', '--disallow-exemptions'];
  const { result, stderr } = await runForJson(name, args);
  // It logs what it cannot read and goes on with half its checks.
  if (stderr.trim()) throw new Error(stderr.trim());
  const objects = result.Results.map((entry) => ({ object: `${entry.Kind}/${entry.Name}`, checks: checksIn(entry) }));
  const findings = objects.flatMap(({ object, checks }) =>
    checks
      .filter(({ Success }) => !Success)
      .map(({ ID, Severity, Message }) => ({
        check: ID,
        object,
        where: environment.name,
        message: `${Severity}: ${Message}`,
      })),
  );
  // Objects that it has no check for are in its result, too, with none.
  const seen = objects.filter(({ checks }) => checks.length > 0).map(({ object }) => object);
  return {
    findings: [...findings, ...passedOver(environment, seen)],
    points: `${environment.name} ${result.Score}`,
  };
}

/** The verdicts below an object: on itself, its pods and their containers. */
function checksIn(value) {
  if (typeof value !== 'object' || value === null) return [];
  if ('Success' in value && 'ID' in value) return [value];
  return Object.values(value).flatMap(checksIn);
}
