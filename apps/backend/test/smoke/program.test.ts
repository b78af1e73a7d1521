import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { postgresForTests, redisForTests, type TestServer } from '../../../../dev/test-servers.ts';
import type { Readiness } from '../../src/api/shapes.ts';
import { readConfiguration } from '../../src/config/configuration.ts';
import { createDatabase } from '../../src/database/database.ts';
import { createMetrics } from '../../src/metrics/metrics.ts';
import { type Backend, secrets, startBackend, until } from '../support/backend.ts';
import { silent } from '../support/database.ts';
import { linesOf, runSmoke } from './support/run-program.ts';

jest.setTimeout(60_000);

let folder: string;
let ALERTS_TOKEN_FILE: string;
let servers: { database: TestServer; redis: TestServer };
let backend: Backend;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'arq-smoke-'));
  ALERTS_TOKEN_FILE = join(folder, 'token');
  writeFileSync(ALERTS_TOKEN_FILE, `${secrets.alerts}\nan-older-token-that-still-counts\n`);
  const [database, redis] = await Promise.all([postgresForTests(), redisForTests()]);
  servers = { database, redis };
  backend = await startBackend({ database, redis, env: { RELEASE_VERSION: '1.4.2', RELEASE_COMMIT: 'abcdef0' } });
});
afterAll(async () => {
  await backend.stop();
  await Promise.allSettled([servers.database.close(), servers.redis.close()]);
  rmSync(folder, { recursive: true });
});

/** Answers of a dependency count for a second. */
const isNoticed = (dependency: 'database' | 'redis') =>
  until(async () => {
    const readiness = await fetch(`${backend.url}/api/v1/health/readiness`);
    return ((await readiness.json()) as Readiness).checks[dependency] !== 'ok';
  });

const passed = [
  'backend: liveness',
  'backend: readiness',
  'backend: release',
  'backend: stream',
  'backend: write',
  'backend: read',
  'backend: announcement',
  'backend: clean-up',
];

describe('the program', () => {
  it('ends with 0 against a real backend, logs as the others do, and leaves nothing behind', async () => {
    const outcome = await runSmoke({
      SMOKE_BACKEND_URL: `${backend.url}/`,
      SMOKE_EXPECT_VERSION: '1.4.2',
      RELEASE_VERSION: '1.4.3',
      ALERTS_TOKEN_FILE,
    });
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    const lines = linesOf(outcome);
    expect(lines.map(({ check, outcome: came, level }) => [check, came, level])).toEqual([
      ...passed.map((name) => [name, 'passed', 'info']),
      [undefined, undefined, 'info'],
    ]);
    expect(lines.find(({ check }) => check === 'backend: release')).toMatchObject({
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      message: 'check passed',
      milliseconds: expect.any(Number),
      detail: '1.4.2, commit abcdef0',
      service: 'arq-smoke',
      version: '1.4.3',
    });
    expect(lines.at(-1)).toMatchObject({ message: 'the smoke test passed', checks: 8, passed: 8, failed: 0 });
    const configuration = readConfiguration({ DATABASE_URL: servers.database.url }, 'database');
    const database = createDatabase(configuration, silent, createMetrics());
    expect(await database.query('select id from drills')).toEqual([]);
    expect(await database.query('select id from incidents')).toEqual([]);
    await database.close();
  });

  it('writes text for people, and lets options win', async () => {
    const outcome = await runSmoke(
      { NODE_ENV: 'development', SMOKE_BACKEND_URL: 'http://127.0.0.1:1', ALERTS_TOKEN_FILE },
      '--backend',
      backend.url,
    );
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect(outcome.stdout).toMatch(/^ok {3}backend: liveness +\d+ ms\n/);
    expect(outcome.stdout).toMatch(/\n\n8 of 8 checks passed, 0 failed\.\n$/);
  });

  it('ends with 1 if another version runs', async () => {
    const outcome = await runSmoke({
      SMOKE_BACKEND_URL: backend.url,
      SMOKE_EXPECT_VERSION: '1.4.3',
      ALERTS_TOKEN_FILE,
    });
    expect(outcome.code).toBe(1);
    expect(linesOf(outcome).find(({ level }) => level === 'error')).toMatchObject({
      check: 'backend: release',
      message: 'check failed',
      asked: `GET ${backend.url}/api/v1/status`,
      came: expect.stringContaining('version 1.4.2 instead of 1.4.3'),
      lookAt: expect.stringContaining('image'),
    });
    expect(linesOf(outcome).at(-1)).toMatchObject({ message: 'the smoke test failed', passed: 7, failed: 1 });
  });

  it('ends with 1 if nobody answers', async () => {
    const outcome = await runSmoke({ NODE_ENV: 'test', SMOKE_FRONTEND_URL: 'http://127.0.0.1:1', ALERTS_TOKEN_FILE });
    expect(outcome.code).toBe(1);
    expect(outcome.stdout).toMatch(
      /^FAIL frontend: health .*\n +asked +GET http:\/\/127\.0\.0\.1:1\/health\n +came +\S/,
    );
    expect(outcome.stdout).toMatch(/\n\n0 of 8 checks passed, 1 failed, 7 skipped\.\n$/);
  });

  it.each([
    ['nobody to ask', {}, [], /Nobody to ask: .*\n\nnpm run smoke/],
    ['no address', { SMOKE_BACKEND_URL: 'arq-backend:3001' }, [], /SMOKE_BACKEND_URL is "arq-backend:3001", which/],
    ['an address with a password', {}, ['--backend', 'http://a:b@c'], /--backend is .* no address/],
    ['an unknown option', {}, ['--force'], /--force.*\n\nnpm run smoke/s],
    ['no deadline', { SMOKE_DEADLINE_SECONDS: '1m' }, [], /SMOKE_DEADLINE_SECONDS is "1m"/],
    ['no token', { SMOKE_BACKEND_URL: 'http://x', ALERTS_TOKEN_FILE: '' }, [], /ALERTS_TOKEN_FILE names no file/],
    ['no file', { SMOKE_BACKEND_URL: 'http://x', ALERTS_TOKEN_FILE: '/nowhere' }, [], /ALERTS_TOKEN_FILE: ENOENT/],
    ['an empty file', { SMOKE_BACKEND_URL: 'http://x', ALERTS_TOKEN_FILE: '/dev/null' }, [], /\/dev\/null is empty/],
  ])('ends with 2 where there is %s', async (_name, env, args, message) => {
    const outcome = await runSmoke({ ALERTS_TOKEN_FILE, ...env }, ...args);
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toMatch(message);
  });

  it('explains itself', async () => {
    expect(await runSmoke({}, '--help')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^npm run smoke/) });
  });

  // Last, since they take the servers away.
  it('ends with 1 and says so if Redis is gone', async () => {
    await servers.redis.close();
    await isNoticed('redis');
    const outcome = await runSmoke({ SMOKE_BACKEND_URL: backend.url, ALERTS_TOKEN_FILE });
    expect(outcome.code).toBe(1);
    const failed = linesOf(outcome).filter((line) => line.outcome === 'failed');
    expect(failed.map(({ check }) => check)).toEqual(['backend: readiness', 'backend: write']);
    expect(failed[0]?.['lookAt']).toMatch(/^Redis/);
    expect(failed[1]?.['came']).toMatch(/its announcement could not be sent/);
  });

  it('ends with 1 and says so if PostgreSQL is gone as well', async () => {
    await servers.database.close();
    await isNoticed('database');
    const outcome = await runSmoke({ SMOKE_BACKEND_URL: backend.url, ALERTS_TOKEN_FILE });
    expect(outcome.code).toBe(1);
    const failed = linesOf(outcome).filter((line) => line.outcome === 'failed');
    expect(failed.map(({ check }) => check)).toEqual(['backend: readiness', 'backend: write', 'backend: clean-up']);
    expect(failed[0]?.['lookAt']).toMatch(/^PostgreSQL and Redis/);
  });
});
