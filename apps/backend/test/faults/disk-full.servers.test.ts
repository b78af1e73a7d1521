import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import { redisForTests } from '../../../../dev/test-servers.ts';
import { alert, deliver, group } from '../support/alerts.ts';
import { type Backend, startBackend } from '../support/backend.ts';
import { expectWithin } from './support/bounds.ts';
import { closeLater } from './support/close-all.ts';
import { course } from './support/course.ts';
import { MortalPostgres } from './support/mortal-postgres.ts';

jest.setTimeout(120_000);

/** A disk of its own in memory; only root may mount one, and not in every container. */
function smallDisk(megabytes: number): { path: string; close(): void } | undefined {
  const path = mkdtempSync(join(tmpdir(), 'arq-disk-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path]);
  if (status === 0) return { path, close: () => unmount(path) };
  rmSync(path, { recursive: true });
  return undefined;
}

function unmount(path: string): void {
  execFileSync('umount', ['--lazy', path]);
  rmSync(path, { recursive: true });
}

const disk = smallDisk(160);

/** Delivers alerts that take room. */
function deliverRoom({ url }: Backend, name: string): Promise<Response> {
  const description = Array.from({ length: 4_000 }, () => Math.random().toString(36)).join('');
  const annotations = { summary: 'Room', description };
  const alerts = Array.from({ length: 10 }, (_, index) => alert({ fingerprint: `room-${name}-${index}`, annotations }));
  return deliver(url, group(alerts));
}

/** Delivers until it is refused. */
async function fill(backend: Backend): Promise<void> {
  for (let number = 0; number < 1_000; number += 1) {
    const { status } = await deliverRoom(backend, String(number));
    if (status === 503) return;
    expect(status).toBe(204);
  }
  throw new Error('the disk did not become full');
}

describe('the disk of PostgreSQL', () => {
  if (!disk) {
    // Neither passed nor failed: it has not run.
    it.todo('is full: only root can make a disk for it');
    return;
  }
  it('is full: deliveries are refused and pages served, until there is room', async () => {
    const full = closeLater(disk);
    const folder = join(full.path, 'server');
    mkdirSync(folder);
    const postgres = closeLater(await MortalPostgres.start(folder));
    await postgres.stop();
    // The log of transactions has a disk of its own: without room for that, the server stops altogether.
    const elsewhere = mkdtempSync(join(tmpdir(), 'arq-log-'));
    chmodSync(elsewhere, 0o755);
    closeLater({ close: () => rmSync(elsewhere, { recursive: true }) });
    execFileSync('mv', [join(folder, 'data/pg_wal'), join(elsewhere, 'pg_wal')]);
    symlinkSync(join(elsewhere, 'pg_wal'), join(folder, 'data/pg_wal'));
    await postgres.revive();
    const redis = closeLater(await redisForTests());
    const backend = closeLater(await startBackend({ database: postgres, redis, env: { RATE_LIMITS: 'false' } }));
    const ballast = join(full.path, 'ballast');
    const seen = await course(backend, {
      begin: async () => {
        const { stdout } = spawnSync('df', ['--output=avail', '-B1', full.path], { encoding: 'utf8' });
        // All but a little.
        writeFileSync(ballast, Buffer.alloc(Math.max(0, Number(stdout.split('\n')[1]) - 8 * 1024 * 1024)));
        await fill(backend);
      },
      end: () => rmSync(ballast),
      unready: false,
    });
    expectWithin(
      'postgres disk full',
      backend,
      { ...seen, reasons: [] },
      { answer: 6_000, ready: 1_500, healed: 1_500 },
    );
    // What was refused is taken now.
    expect((await deliverRoom(backend, 'after')).status).toBe(204);
  });
});
