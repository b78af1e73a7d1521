import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';

/** Compose as a program of its own, or as a plugin of Docker. */
const [command, ...first] = ['docker-compose', 'docker compose']
  .map((words) => words.split(' '))
  .find(([program = '', ...rest]) => spawnSync(program, [...rest, 'version']).status === 0) ?? [''];

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'arq-compose-'));
  cpSync('docker-compose.yml', join(folder, 'docker-compose.yml'));
  cpSync('.env.docker.example', join(folder, '.env.docker.example'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function config(...options: string[]) {
  // Variables of this shell would count before those of the file.
  const env = { PATH: process.env.PATH ?? '', HOME: folder };
  return spawnSync(command ?? '', [...first, ...options, 'config'], { cwd: folder, env, encoding: 'utf8' });
}

describe('Compose', () => {
  it('is installed; these tests need the Debian package docker-compose, or Docker with its plugin', () => {
    expect(command).not.toBe('');
  });

  it('refuses to start without secrets, and says what makes them', () => {
    const { status, stderr } = config();
    expect(status).not.toBe(0);
    expect(stderr).toMatch(/[A-Z_]+ is not set; run 'npm run env', which writes \.env with random secrets/);
  });

  it('takes the file with them, and with the example of an override', () => {
    expect(spawnSync(process.execPath, ['dev/env.mjs', folder]).status).toBe(0);
    expect(config()).toMatchObject({ status: 0 });
    cpSync('docker-compose.override.yml.example', join(folder, 'docker-compose.override.yml'));
    const { status, stdout } = config();
    expect(status).toBe(0);
    expect(stdout).toContain('5432');
  });

  it('takes the profile with the monitoring', () => {
    expect(spawnSync(process.execPath, ['dev/env.mjs', folder]).status).toBe(0);
    const { status, stdout } = config('--profile', 'monitoring');
    expect(status).toBe(0);
    const { services } = parse(stdout) as { services: Record<string, { environment?: Record<string, string> }> };
    expect(Object.keys(services)).toEqual(
      expect.arrayContaining(['backend', 'grafana', 'node-exporter', 'prometheus']),
    );
    const secret = /^[0-9a-f]{64}$/;
    expect(services['grafana']?.environment?.['GF_SECURITY_ADMIN_PASSWORD']).toMatch(secret);
    expect(services['postgres-exporter']?.environment?.['DATA_SOURCE_PASS']).toMatch(secret);
    expect(services['redis-exporter']?.environment?.['REDIS_PASSWORD']).toMatch(secret);
  });
});
