import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { root } from '../bundle.mjs';
import { asKnownKind } from './as-known-kinds.mjs';

/** The environments that run in clusters: what is scored. */
const environments = ['staging', 'production'];

const podKinds = new Set(['CronJob', 'DaemonSet', 'Deployment', 'Job', 'Pod', 'ReplicaSet', 'StatefulSet']);

/**
 * One environment as it was synthesized, in kinds that scorers know.
 * @typedef {object} Environment
 * @property {string} name
 * @property {string} folder
 * @property {string[]} files
 * @property {object[]} objects
 * @property {string[]} workloads `<kind>/<name>` of all that runs pods
 */

/**
 * Reads the manifests of all environments. A scorer that is given nothing finds nothing: that is an error here.
 * @param {string} dist
 * @returns {{ dist: string, environments: Environment[] }}
 */
export function readManifests(dist) {
  return { dist: resolve(dist), environments: environments.map((name) => readEnvironment(resolve(dist), name)) };
}

function readEnvironment(dist, name) {
  const folder = join(dist, name);
  if (!existsSync(folder)) throw new Error(`${folder} does not exist; run "npm run synth"`);
  const sources = readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => join(folder, file));
  const shown = join(root, 'build/scorers', name);
  rmSync(shown, { recursive: true, force: true });
  mkdirSync(shown, { recursive: true });
  const files = sources.map((file) => join(shown, basename(file)));
  const objects = sources.flatMap((source, index) => {
    const known = readObjects(source).map(asKnownKind);
    writeFileSync(files[index], known.map((object) => stringify(object, { lineWidth: 0 })).join('---\n'));
    return known;
  });
  const workloads = objects.filter(({ kind }) => podKinds.has(kind)).map(titleOf);
  if (workloads.length === 0) throw new Error(`${folder} holds no workload; run "npm run synth"`);
  return { name, folder: shown, files, objects, workloads };
}

function readObjects(file) {
  return parseAllDocuments(readFileSync(file, 'utf8')).flatMap((document) => {
    if (document.errors.length > 0) throw new Error(`${file}: ${document.errors[0].message}`);
    return document.toJS() ?? [];
  });
}

function titleOf({ kind, metadata }) {
  return `${kind}/${metadata?.name}`;
}

/**
 * Workloads that a scorer passed over without a word, as findings.
 * @param {Environment} environment
 * @param {string[]} seen `<kind>/<name>` of all that it looked at
 */
export function passedOver({ name, workloads }, seen) {
  return workloads
    .filter((workload) => !seen.includes(workload))
    .map((object) => ({ check: 'passed-over', object, where: name, message: 'the scorer did not look at it' }));
}

/**
 * Annotations by which an object exempts itself, as findings: exceptions belong into one file.
 * @param {Environment} environment
 * @param {RegExp} pattern
 */
export function exemptingAnnotations({ name, objects }, pattern) {
  return objects.flatMap((object) =>
    [object.metadata, object.spec?.template?.metadata]
      .flatMap((metadata) => Object.keys(metadata?.annotations ?? {}))
      .filter((annotation) => pattern.test(annotation))
      .map((annotation) => ({
        check: 'exempting-annotation',
        object: titleOf(object),
        where: name,
        message: `${annotation} hides findings; use scorer-exceptions.yaml`,
      })),
  );
}
