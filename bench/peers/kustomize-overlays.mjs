import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { environments } from '../environments.mjs';

/** The environment that the base looks like. */
const model = 'staging';

/**
 * Writes a base with what all environments have, an overlay for each with a JSON patch for every object that differs, and
 * a folder for what belongs to no environment.
 * @param {string} folder
 * @param {{ shared: import('../environments.mjs').Shared[], rest: object[] }} objects
 */
export function writeOverlays(folder, { shared, rest }) {
  const common = shared.filter(({ versions }) => environments.every((id) => versions[id]));
  const base = common.map(({ versions }) => versions[model]);
  writeFolder(folder, 'base', base, {});
  for (const id of environments) {
    const own = shared.filter((entry) => !common.includes(entry) && entry.versions[id]);
    const patches = common
      .map(({ versions }) => ({ from: versions[model], operations: differences(versions[model], versions[id], '') }))
      .filter(({ operations }) => operations.length > 0)
      .map(({ from, operations }) => ({ target: targetOf(from), patch: JSON.stringify(operations) }));
    const objects = own.map(({ versions }) => versions[id]);
    writeFolder(folder, id, objects, { bases: ['../base'], patches });
  }
  writeFolder(folder, 'argocd', rest, {});
}

function writeFolder(folder, name, objects, { bases = [], patches = [] }) {
  mkdirSync(join(folder, name));
  const resources = [...bases, ...(objects.length > 0 ? ['objects.yaml'] : [])];
  const kustomization = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources, patches };
  writeFileSync(join(folder, name, 'kustomization.yaml'), JSON.stringify(kustomization, null, 2));
  const texts = objects.map((object) => `---\n${JSON.stringify(object, null, 2)}\n`);
  writeFileSync(join(folder, name, 'objects.yaml'), texts.join(''));
}

/** Names are regular expressions here, whole ones. */
function targetOf({ kind, metadata: { name } }) {
  return { kind, name: name.replaceAll('.', '\\.') };
}

/** Operations that make one object of another (RFC 6902). */
function differences(from, to, path) {
  if (isDeepStrictEqual(from, to)) return [];
  const alike = isTree(from) && isTree(to) && Array.isArray(from) === Array.isArray(to);
  if (!alike || (Array.isArray(from) && from.length !== to.length)) return [{ op: 'replace', path, value: to }];
  return [...new Set([...Object.keys(from), ...Object.keys(to)])].flatMap((key) => {
    const place = `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (!(key in to)) return [{ op: 'remove', path: place }];
    return key in from ? differences(from[key], to[key], place) : [{ op: 'add', path: place, value: to[key] }];
  });
}

const isTree = (value) => typeof value === 'object' && value !== null;
