import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Backend, secrets, startBackend } from '../../apps/backend/test/support/backend.ts';
import { programs } from '../../apps/backend/test/support/programs.ts';
import { FrontendProcess } from '../../apps/frontend/test/frontend-process.ts';

/** The smoke test against both programs as they are released: its view of the pages is compared with the pages. */
let folder: string;
let backend: Backend;
let frontend: FrontendProcess;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'arq-smoke-'));
  writeFileSync(join(folder, 'token'), secrets.alerts);
  backend = await startBackend();
  frontend = await FrontendProcess.start({ backendUrl: backend.url });
}, 60_000);
afterAll(async () => {
  await frontend?.stop();
  await backend?.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Line {
  readonly check?: string;
  readonly outcome?: string;
  readonly came?: string;
}

async function smoke(url: string): Promise<Line[]> {
  const env = { SMOKE_FRONTEND_URL: url, ALERTS_TOKEN_FILE: join(folder, 'token') };
  const { stdout } = await promisify(execFile)(process.execPath, [programs().smoke], { env }).catch(
    (error: { stdout: string }) => error,
  );
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

describe('the smoke test', () => {
  it('proves every tier through the frontend alone', async () => {
    const lines = await smoke(frontend.url);
    expect(lines.filter(({ outcome }) => outcome !== 'passed')).toEqual([
      expect.objectContaining({ message: 'the smoke test passed', checks: 9 }),
    ]);
    expect(lines.map(({ check }) => check)).toEqual(
      expect.arrayContaining(['frontend: page in Arabic', 'frontend to backend: announcement']),
    );
  });

  it('is not content with pages from memory', async () => {
    await backend.stop();
    const lines = await smoke(frontend.url);
    const failed = lines.filter(({ outcome }) => outcome === 'failed');
    expect(failed.map(({ check }) => check)).toEqual([
      'frontend: page in English',
      'frontend: page in Arabic',
      'frontend to backend: stream',
      'frontend to backend: write',
      'frontend to backend: clean-up',
    ]);
    expect(failed[0]?.came).toMatch(/from memory/);
  });
});
