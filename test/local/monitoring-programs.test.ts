import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { flagsForNewPostgres } from '../../dev/monitoring/postgres-collectors.ts';
import { allPrograms, howToInstall, installedPrograms, missingPrograms } from '../../dev/monitoring/programs.ts';
import { requirePrometheus } from '../../dev/monitoring/stack.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'arq-programs-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function program(name: string, script = ''): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

describe('The programs of the monitoring', () => {
  it('are found by the names of upstream and of Debian', () => {
    const prometheus = program('prometheus');
    const exporter = program('prometheus-redis-exporter');
    const found = installedPrograms(['/nonexistent', folder]);
    expect(found).toEqual({ prometheus, redis_exporter: exporter });
    expect(missingPrograms(found)).toEqual(['alertmanager', 'postgres_exporter', 'blackbox_exporter', 'node_exporter']);
  });

  it('have to be executable', () => {
    chmodSync(program('prometheus'), 0o644);
    expect(installedPrograms([folder])).toEqual({});
  });

  it('are all to be had somewhere', () => {
    const lines = howToInstall(allPrograms);
    for (const name of ['prometheus', 'prometheus-alertmanager', 'prometheus-postgres-exporter']) {
      expect(lines).toMatch(new RegExp(`apt-get install .* ?${name}\\b`));
    }
    expect(lines).toContain('brew install prometheus node_exporter');
    expect(lines).toContain('https://github.com/oliver006/redis_exporter/releases');
  });

  it('are of no use without Prometheus', () => {
    expect(() => requirePrometheus({})).toThrow(/^Prometheus is not installed[\s\S]*apt-get install/);
    expect(() => requirePrometheus({ prometheus: '/usr/bin/prometheus' })).not.toThrow();
  });
});

describe('An exporter of PostgreSQL', () => {
  it.each([
    ['0.11', "echo '      --collector.bgwriter  Enable' >&2", ['--no-collector.bgwriter']],
    ['0.15', "echo '  --[no-]collector.stat_bgwriter  Enable'", ['--no-collector.stat_bgwriter']],
    ['0.19', "echo '  --[no-]collector.stat_bgwriter'; echo '  --[no-]collector.stat_checkpointer'", []],
    ['without collectors', 'echo usage', []],
  ])('%s is kept from asking PostgreSQL 18 for what it has not', (_, script, flags) => {
    expect(flagsForNewPostgres(program('postgres_exporter', script))).toEqual(flags);
  });
});
