import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { load } from '../bundle.mjs';
import { find, run } from './tool.mjs';

export const name = 'pod-security-fixtures';

/** Kubernetes' own implementation of the Pod Security Standards, and the checksum of its files. */
const fixtures = {
  module: 'k8s.io/pod-security-admission',
  version: 'v0.37.2',
  sum: 'h1:mnfCR7fUzsvtiSiYZD9HTcTJ9cpJDMnQn++9Rq1mlrc=',
};

/** The oldest minor version of Kubernetes that is supported. */
const floor = 28;

/**
 * Holds our own check of pods against the fixtures by which Kubernetes tests its admission: each is a pod that a
 * version admits or refuses. Ours answers for all supported versions at once: it has to refuse what any of them
 * refuses.
 */
export async function score() {
  if (!find('go')) return { notRun: 'Go is not installed' };
  const { podSecurityViolations } = await load('charts/constructs/checks/pod-security.ts');
  const pods = readPods(join(await download(), 'test', 'testdata'));
  const findings = pods.flatMap((pod) => {
    const violations = podSecurityViolations(pod.annotations, pod.spec);
    if (pod.admitted === (violations.length === 0)) return [];
    const message = pod.admitted
      ? `is admitted, but we find that ${violations.join('; ')}`
      : 'is refused, but not by us';
    return [{ check: pod.check, object: `Pod/${pod.title}`, where: fixtures.module, message }];
  });
  const admitted = pods.filter((pod) => pod.admitted).length;
  const versions = new Set(pods.map(({ minor }) => minor)).size;
  return {
    version: fixtures.version,
    findings,
    note: `${admitted} pods that pass and ${pods.length - admitted} that fail, of ${versions} versions of Kubernetes`,
  };
}

/** The module comes from Go's cache or proxy, as the checksum says. */
async function download() {
  const { stdout } = await run('go', ['mod', 'download', '-json', `${fixtures.module}@${fixtures.version}`]);
  const { Dir, Sum, Error: failure } = JSON.parse(stdout || '{}');
  if (!Dir) throw new Error(`cannot download ${fixtures.module}: ${failure ?? 'Go says nothing'}`);
  if (Sum !== fixtures.sum) throw new Error(`${fixtures.module} ${fixtures.version} has the checksum ${Sum}`);
  return Dir;
}

/** All fixtures but those that pass `baseline` only, which `restricted` may or may not admit. */
function readPods(folder) {
  return ['restricted', 'baseline'].flatMap((level) =>
    versionsIn(join(folder, level)).flatMap((minor) => [
      ...(level === 'restricted' ? readFolder(folder, level, minor, 'pass') : []),
      ...readFolder(folder, level, minor, 'fail'),
    ]),
  );
}

function versionsIn(folder) {
  const versions = readdirSync(folder).map((version) => Number(version.replace('v1.', '')));
  if (!versions.includes(floor)) throw new Error(`${folder} has no fixtures of v1.${floor}`);
  return versions.filter((minor) => minor >= floor);
}

function readFolder(folder, level, minor, verdict) {
  const files = readdirSync(join(folder, level, `v1.${minor}`, verdict));
  if (files.length === 0) throw new Error(`${level} v1.${minor} has no fixture that is to ${verdict}`);
  return files.map((file) => {
    const { metadata, spec } = parse(readFileSync(join(folder, level, `v1.${minor}`, verdict, file), 'utf8'));
    const title = basename(file, '.yaml');
    return {
      title: `${level}/v1.${minor}/${verdict}/${title}`,
      // Fixtures are named for the check and numbered.
      check: title.replace(/\d+$/, ''),
      minor,
      admitted: verdict === 'pass',
      annotations: metadata.annotations ?? {},
      spec,
    };
  });
}
