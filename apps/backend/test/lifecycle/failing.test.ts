import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import { closeLater } from '../faults/support/close-all.ts';
import { type Backend, type BackendOptions, nobody, startBackend, until } from '../support/backend.ts';

jest.setTimeout(60_000);

const start = async (options: BackendOptions) =>
  closeLater(await startBackend({ database: nobody.database, redis: nobody.redis, waitFor: 'listening', ...options }));

/** A backend that runs some of our code as well, upon SIGUSR2. */
async function startWith(code: string, options: BackendOptions = {}): Promise<Backend> {
  const folder = mkdtempSync(join(tmpdir(), 'arq-failing-'));
  closeLater({ close: () => rmSync(folder, { recursive: true }) });
  const path = join(folder, 'failure.mjs');
  writeFileSync(path, `process.on('SIGUSR2', () => { ${code} });`);
  return start({ ...options, env: { ...options.env, NODE_OPTIONS: `--import=${path}` } });
}

async function ended({ child }: Backend): Promise<number | null> {
  await until(() => child.exitCode !== null || child.signalCode !== null);
  return child.exitCode;
}

describe('the program', () => {
  it.each([
    ['thrown', "throw new Error('unforeseen')"],
    ['rejected', "Promise.reject(new Error('unforeseen'))"],
    [
      'thrown again and again',
      "setInterval(() => { throw new Error('unforeseen') }, 1); throw new Error('unforeseen')",
    ],
  ])('ends with 1 and says why upon an error that was %s where nobody catches it', async (_, code) => {
    const backend = await startWith(code);
    backend.child.kill('SIGUSR2');
    expect(await ended(backend)).toBe(1);
    await backend.stop();
    // The last line is whole.
    const last = backend.lines().find(({ level }) => level === 'error');
    expect(last).toMatchObject({
      message: 'the program failed',
      error: { message: 'unforeseen', stack: expect.stringMatching(/failure\.mjs:1/) },
    });
  });

  it('ends upon such an error although nobody reads its log', async () => {
    const flood =
      "for (let line = 0; line < 200; line += 1) console.log('x'.repeat(1_000)); throw new Error('unforeseen')";
    const backend = await startWith(flood, { stdout: 'paused' });
    backend.child.kill('SIGUSR2');
    expect(await ended(backend)).toBe(1);
  });

  it.each(['PORT', 'METRICS_PORT'])('says what to do if another one listens on its %s', async (variable) => {
    const other = closeLater(createServer());
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };
    const backend = await start({ waitFor: 'nothing', env: { [variable]: String(port) } });
    expect(await ended(backend)).toBe(1);
    await backend.stop();
    expect(backend.text()).toContain(
      `cannot listen on 127.0.0.1, port ${port}: something else listens there; ${variable} chooses another`,
    );
  });

  it('listens at once although nothing that it needs is there, and waits for it', async () => {
    const backend = await start({});
    const response = await fetch(`${backend.url}/api/v1/health/readiness`);
    expect({ status: response.status, body: await response.json() }).toMatchObject({
      status: 503,
      body: { status: 'starting', checks: { database: 'unavailable', redis: 'unavailable' } },
    });
    expect((await fetch(`${backend.url}/api/v1/health`)).status).toBe(200);
    expect((await fetch(`${backend.url}/api/v1/status`)).status).toBe(200);
    expect((await fetch(`${backend.url}/api/v1/incidents`)).status).toBe(503);
    expect(await backend.stop()).toMatchObject({ code: 0 });
  });
});
