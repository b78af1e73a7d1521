import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type PostgresCase, PostgresServer } from './postgres-server.ts';

let server: PostgresServer;

const startedWith = (given: PostgresCase) => {
  beforeAll(async () => {
    server = await PostgresServer.start(given);
  });
  afterAll(() => server?.remove());
};

const shown = async (...names: string[]) => {
  const query = names.map((name) => `current_setting('${name}')`).join(", ' ', ");
  return server.value(`SELECT concat(${query})`);
};

const memory = ['shared_buffers', 'effective_cache_size', 'work_mem', 'maintenance_work_mem'];
const disk = ['max_wal_size', 'min_wal_size'];

describe.each<{ given: PostgresCase; memory: string; disk: string }>([
  { given: { memory: '256Mi', data: { size: '100Mi' } }, memory: '64MB 192MB 1MB 16MB', disk: '32MB 32MB' },
  { given: { memory: '512Mi' }, memory: '128MB 384MB 3MB 32MB', disk: '2GB 512MB' },
  { given: { memory: '8Gi', data: { size: '1Ti' } }, memory: '2GB 6GB 52MB 512MB', disk: '4GB 1GB' },
])('a server with $given.memory of memory', (expected) => {
  startedWith(expected.given);

  test('accepts every line of its configuration and of its access rules', async () => {
    // Only what these tests override to stay on this machine cannot be applied.
    expect(await server.value('SELECT name FROM pg_file_settings WHERE error IS NOT NULL')).toBe('listen_addresses');
    expect(await server.value('SELECT count(*) > 25 FROM pg_file_settings WHERE applied')).toBe('t');
    expect(await server.value('SELECT count(*), count(error) FROM pg_hba_file_rules')).toBe('3|0');
    expect(server.log).not.toMatch(/unrecognized|WARNING|FATAL/);
  });

  test('has the sizes that follow from it', async () => {
    expect(await shown(...memory)).toBe(expected.memory);
    expect(await shown(...disk)).toBe(expected.disk);
  });

  test('admits what its clients may open twice over, and 13 for others', async () => {
    expect(await shown('max_connections', 'superuser_reserved_connections')).toBe('29 3');
  });
});

describe('settings of its own', () => {
  startedWith({ settings: { shared_buffers: '64MB', autovacuum_naptime: "'30s'" } });

  test('replace the tuned ones or are added', async () => {
    expect(await shown('shared_buffers', 'autovacuum_naptime')).toBe('64MB 30s');
  });
});

describe('connections', () => {
  startedWith({});

  test('of the role are as many as there are without the reserved ones; the superuser still gets in', async () => {
    for (let number = 0; number < 26; number++) await server.openConnection();
    expect(await server.asRole('SELECT 1')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('remaining connection slots are reserved'),
    });
    expect(await server.value('SELECT current_user')).toBe('postgres');
  });

  test('do not make the probes fail when none is left', async () => {
    expect(await server.container.probe('livenessProbe')).toMatchObject({ status: 0 });
    expect(await server.container.probe('readinessProbe')).toMatchObject({ status: 0 });
  });
});
