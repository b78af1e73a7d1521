import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import type pg from 'pg';
import { redisForTests } from '../../../../dev/test-servers.ts';
import { type Backend, startBackend } from '../support/backend.ts';
import { expectWithin } from './support/bounds.ts';
import { closeLater } from './support/close-all.ts';
import { course } from './support/course.ts';
import { MortalPostgres } from './support/mortal-postgres.ts';

jest.setTimeout(120_000);

let postgres: MortalPostgres;
/** Opened before the fault, and left alone by it. */
let administrator: pg.Client;
let backend: Backend;
let passwordFile: string;
beforeAll(async () => {
  postgres = closeLater(await MortalPostgres.start());
  administrator = await postgres.connect();
  const redis = closeLater(await redisForTests());
  const url = new URL(postgres.url);
  const folder = mkdtempSync(join(tmpdir(), 'arq-password-'));
  closeLater({ close: () => rmSync(folder, { recursive: true }) });
  passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, `${url.password}\n`);
  backend = closeLater(
    await startBackend({
      database: postgres,
      redis,
      env: {
        RATE_LIMITS: 'false',
        DATABASE_URL: undefined,
        DATABASE_HOST: url.hostname,
        DATABASE_PORT: url.port,
        DATABASE_NAME: url.pathname.slice(1),
        DATABASE_USER: url.username,
        DATABASE_PASSWORD_FILE: passwordFile,
      },
    }),
  );
});

/** Ends the connections of the backend; those that follow meet the fault. */
const disconnect = () =>
  administrator.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'arq-backend'");

describe('PostgreSQL refuses', () => {
  it('connections, since others hold all of them', async () => {
    const others: pg.Client[] = [];
    const takeAll = async () => {
      const attempts = await Promise.allSettled(Array.from({ length: 100 }, () => postgres.connect()));
      for (const attempt of attempts) if (attempt.status === 'fulfilled') others.push(attempt.value);
      // Some are kept for superusers.
      expect(attempts.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0);
    };
    await takeAll();
    const seen = await course(backend, {
      begin: async () => {
        await disconnect();
        await takeAll();
      },
      end: () => Promise.all(others.map((client) => client.end())),
    });
    expectWithin('postgres out of connections', backend, seen, {
      unready: 3_000,
      reasons: /^database (refused|unavailable)$/,
      answer: 2_000,
      ready: 1_500,
      healed: 1_500,
    });
  });

  it('the password, until the file has the new one', async () => {
    const seen = await course(backend, {
      begin: async () => {
        await administrator.query("alter role arq password 'rotated'");
        await disconnect();
      },
      // As Kubernetes does it: the new content appears at once.
      end: () => {
        writeFileSync(`${passwordFile}.new`, 'rotated\n');
        renameSync(`${passwordFile}.new`, passwordFile);
      },
    });
    expectWithin('postgres password rotated', backend, seen, {
      unready: 1_500,
      reasons: /^database (refused|unavailable)$/,
      answer: 2_000,
      ready: 1_500,
      healed: 1_500,
    });
  });

  it('writes, as a standby does: pages are served on', async () => {
    const seen = await course(backend, {
      begin: async () => {
        await administrator.query('alter role arq set default_transaction_read_only = on');
        await disconnect();
      },
      // Connections that were opened in the meantime stay as they are.
      end: () => administrator.query('alter role arq reset default_transaction_read_only'),
      unready: false,
    });
    const refused = seen.answers.filter(({ question, status }) => question === 'write' && status === 503);
    expect(refused.length).toBeGreaterThan(5);
    expectWithin(
      'postgres read-only',
      backend,
      { ...seen, reasons: [] },
      { answer: 2_000, ready: 1_500, healed: 3_000 },
    );
  });
});
