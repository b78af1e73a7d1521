import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { contract } from '../../contract.ts';
import { variables } from '../../src/config/variables.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../../..');
const known = new Set(
  Object.entries(variables).flatMap(([name, variable]) => ('secret' in variable ? [name, `${name}_FILE`] : [name])),
);
/** Read by Node.js itself. */
const ofNode = new Set(['UV_THREADPOOL_SIZE', 'NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS']);

/** Names of what a container gets, by itself or from a ConfigMap, anywhere in a manifest. */
function namesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { kind, data, env } = value as { kind?: unknown; data?: object; env?: readonly { readonly name: string }[] };
  return [
    ...(kind === 'ConfigMap' ? Object.keys(data ?? {}) : []),
    ...(Array.isArray(env) ? env.map(({ name }) => name) : []),
    ...Object.values(value).flatMap(namesIn),
  ];
}

const environments = readdirSync(join(root, 'dist')).filter((name) =>
  existsSync(join(root, 'dist', name, 'arq-backend.yaml')),
);

describe('every variable', () => {
  it.each(Object.values(contract.variables))('%s of the contract is read', (name) => {
    expect(known).toContain(name);
  });

  it.each(environments)('that the manifests of %s set is read', (environment) => {
    const manifests = parseAllDocuments(readFileSync(join(root, 'dist', environment, 'arq-backend.yaml'), 'utf8'));
    const set = manifests.flatMap((document) => namesIn(document.toJSON())).filter((name) => !ofNode.has(name));

    expect(set).toEqual(expect.arrayContaining(['DATABASE_HOST', 'DATABASE_PASSWORD_FILE', 'REDIS_HOST', 'PORT']));
    const ofSmokeTest = new Set<string>(Object.values(contract.smokeVariables));
    expect(set.filter((name) => !known.has(name) && !ofSmokeTest.has(name))).toEqual([]);
  });

  it('says what it is for and gives an example', () => {
    for (const { about, example } of Object.values(variables)) {
      expect(about.length).toBeGreaterThan(3);
      expect(example.length).toBeGreaterThan(0);
    }
  });

  it('is in the example of an environment, and nothing else is', () => {
    const text = readFileSync(join(root, 'apps/backend/.env.example'), 'utf8');
    const listed = [...text.matchAll(/^#? ?([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name);
    expect(listed.sort()).toEqual(Object.keys(variables).sort());
  });
});
