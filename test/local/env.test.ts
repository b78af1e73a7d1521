import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'arq-env-'));
  path = join(folder, '.env');
  cpSync('.env.docker.example', join(folder, '.env.docker.example'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dev/env.mjs', folder], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

const values = () => parseEnv(readFileSync(path, 'utf8')) as Record<string, string>;

describe('npm run env', () => {
  it('writes random secrets for this user alone, and does not print them', () => {
    const said = run();
    const names = [
      'POSTGRES_SUPERUSER_PASSWORD',
      'POSTGRES_PASSWORD',
      'REDIS_PASSWORD',
      'POSTGRES_EXPORTER_PASSWORD',
      'REDIS_EXPORTER_PASSWORD',
      'GRAFANA_ADMIN_PASSWORD',
      'SESSION_SECRET',
      'ALERTS_TOKEN',
    ];
    const secrets = names.map((name) => values()[name]);
    expect(new Set(secrets).size).toBe(names.length);
    for (const secret of secrets) {
      expect(secret).toMatch(/^[0-9a-f]{64}$/);
      expect(said).not.toContain(secret);
    }
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(values()['OIDC_CLIENT_SECRET']).toBe('');
    expect(said).toContain('random: POSTGRES_SUPERUSER_PASSWORD, POSTGRES_PASSWORD');
    expect(readdirSync(folder).sort()).toEqual(['.env', '.env.docker.example']);
  });

  it('changes nothing the second time', () => {
    run();
    const before = readFileSync(path, 'utf8');
    expect(run()).toContain('nothing was changed');
    expect(readFileSync(path, 'utf8')).toBe(before);
  });

  it('keeps what is set, fills what is empty and adds what is missing', () => {
    writeFileSync(path, '# mine\nSESSION_SECRET=my own\nALERTS_TOKEN=\nOTHER=x\nBACKEND_PORT=4001', { mode: 0o644 });
    const said = run();
    expect(values()).toMatchObject({
      SESSION_SECRET: 'my own',
      OTHER: 'x',
      BACKEND_PORT: '4001',
      FRONTEND_PORT: '3000',
    });
    expect(values()['ALERTS_TOKEN']).toMatch(/^[0-9a-f]{64}$/);
    expect(values()['POSTGRES_PASSWORD']).toMatch(/^[0-9a-f]{64}$/);
    expect(readFileSync(path, 'utf8')).toMatch(/^# mine\n/);
    expect(said).toContain('kept: SESSION_SECRET, OTHER, BACKEND_PORT');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});
