import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

let folder: string;

/** A kubectl that remembers Secrets in a folder. */
const kubectl = `#!${process.execPath}
const fs = require('node:fs');
const path = require('node:path');
const folder = process.env.FAKE_CLUSTER;
const args = process.argv.slice(2).join(' ');
if (args.includes('get namespace')) {
  if (!fs.existsSync(path.join(folder, 'namespace'))) { console.error('namespaces "arq-local" not found'); process.exit(1); }
  console.log('namespace/arq-local');
} else if (args.includes('get secrets')) {
  console.log(fs.readdirSync(folder).filter((f) => f.endsWith('.json')).map((f) => 'secret/' + f.slice(0, -5)).join('\\n'));
} else if (args.includes('create')) {
  const secret = JSON.parse(fs.readFileSync(0, 'utf8'));
  fs.writeFileSync(path.join(folder, secret.metadata.name + '.json'), JSON.stringify(secret));
} else { console.error('unexpected: ' + args); process.exit(2); }
`;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubectl-'));
  writeFileSync(join(folder, 'kubectl'), kubectl);
  chmodSync(join(folder, 'kubectl'), 0o755);
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function run(...args: string[]) {
  const env = { ...process.env, PATH: `${folder}:${process.env.PATH}`, FAKE_CLUSTER: folder };
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/local-secrets.mjs', ...args], {
    encoding: 'utf8',
    env,
  });
  return { status, stdout, stderr };
}

const secret = (name: string) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));

describe('npm run local:secrets', () => {
  test('creates every Secret that the local environment needs, and keeps those that exist', () => {
    writeFileSync(join(folder, 'namespace'), '');
    const first = run();
    expect(first).toEqual({
      status: 0,
      stdout: ['arq-backend', 'arq-postgres', 'arq-redis']
        .map((name) => `created Secret ${name} in arq-local\n`)
        .join(''),
      stderr: '',
    });
    const before = secret('arq-redis');
    expect(Object.keys(before.stringData).sort()).toEqual([
      'exporter-password',
      'exporter-password.json',
      'password',
      'users.acl',
    ]);
    expect(before.stringData['users.acl']).toContain(`user arq on >${before.stringData.password} `);
    expect(before.stringData.password).toMatch(/^[\w-]{32}$/);
    expect(run().stdout).toMatch(/^(kept {4}Secret .*\n){3}$/);
    expect(secret('arq-redis')).toEqual(before);
  });

  test('makes every value anew', () => {
    const values = () =>
      JSON.parse(run('--print').stdout).items.flatMap((item: { stringData: object }) => Object.values(item.stringData));
    const all = [...values(), ...values()];
    expect(all).toHaveLength(18);
    expect(new Set(all).size).toBe(18);
  });

  test('asks for the namespace first', () => {
    const { status, stderr } = run();
    expect(stderr).toBe(
      'error: kubectl --context kind-arq --namespace arq-local get namespace arq-local --output=name: namespaces "arq-local" ' +
        'not found; apply dist/local/namespace.yaml first\n',
    );
    expect(status).toBe(1);
    expect(existsSync(join(folder, 'arq-redis.json'))).toBe(false);
  });

  test('says what is missing where there is no kubectl', () => {
    rmSync(join(folder, 'kubectl'));
    const env = { ...process.env, PATH: folder };
    const { status, stderr } = spawnSync(process.execPath, ['scripts/local-secrets.mjs'], { encoding: 'utf8', env });
    expect(stderr).toMatch(/^error: kubectl cannot be started \(.*ENOENT\); install it\n$/);
    expect(status).toBe(1);
  });
});
