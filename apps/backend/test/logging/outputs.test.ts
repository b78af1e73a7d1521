import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import type { LogLine } from '../support/backend.ts';
import { nobody, startBackend, until } from '../support/backend.ts';
import { canMount, drive } from './drive.ts';

jest.setTimeout(60_000);

const givenUp = 'the log file cannot be written, so the log goes to standard output only';
const megabyte = 1024 * 1024;
const folder = mkdtempSync(join(tmpdir(), 'arq-log-'));
/** Two kinds of full disks; only some users may mount one. */
const fullDisks = [
  { file: '/dev/full', options: {} },
  ...(canMount(folder) ? [{ file: join(folder, 'backend.log'), options: { smallDisk: folder } }] : []),
];
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const linesOf = (path: string) =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as LogLine);

/** Writes numbered lines of about 8 kB. */
const numbered = (count: number) => `
  const padding = 'x'.repeat(8000);
  for (let number = 0; number < ${count}; number += 1) {
    logger.info('line', { number, padding });
    if (number % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  }`;

describe('a file', () => {
  it('takes the same lines as standard output, and its folder is made', async () => {
    const file = join(folder, 'deep/er/backend.log');
    const { stdout } = await drive(numbered(3), { file });
    expect(readFileSync(file, 'utf8')).toBe(stdout);
    await drive(`logger.info('appended')`, { file });
    expect(linesOf(file).map(({ message }) => message)).toEqual(['line', 'line', 'line', 'appended']);
  });

  it('rotates in 5 pieces of 5 MB, and loses no line of what it keeps', async () => {
    const file = join(folder, 'rotation/backend.log');
    const count = 4_200;
    const { lines, code } = await drive(numbered(count), { file });
    expect({ code, written: lines.length }).toEqual({ code: 0, written: count });

    const pieces = readdirSync(join(folder, 'rotation'));
    expect(pieces).toHaveLength(5);
    const sizes = pieces.map((piece) => statSync(join(folder, 'rotation', piece)).size);
    for (const size of sizes) expect(size).toBeLessThanOrEqual(5 * megabyte);
    const kept = pieces
      .flatMap((piece) => linesOf(join(folder, 'rotation', piece)).map(({ number }) => number as number))
      .sort((a, b) => a - b);
    const first = kept[0] as number;
    expect(kept).toEqual(Array.from({ length: count - first }, (_, index) => first + index));
    expect(kept.length).toBeGreaterThan(2_500);
    expect(linesOf(file).at(-1)).toMatchObject({ number: count - 1 });
  });

  it.each(['/proc/backend.log', '/dev/null/backend.log', folder])(
    'that cannot be opened is done without, which is said once: %s',
    async (file) => {
      const { lines, code, stderr } = await drive(numbered(3), { file });
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const [warning, ...more] = lines.filter(({ level }) => level === 'warn');
      expect(more).toEqual([]);
      expect(warning).toMatchObject({ message: givenUp, path: file, error: { code: expect.stringMatching(/^E/) } });
      expect(lines.filter(({ message }) => message === 'line')).toHaveLength(3);
    },
  );

  it.each(fullDisks)('on a full disk is given up, which is said once: $file', async ({ file, options }) => {
    const { lines, code, stderr } = await drive(numbered(300), { file, ...options });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const warnings = lines.filter(({ level }) => level === 'warn');
    expect(warnings.map(({ message }) => message)).toEqual([givenUp]);
    expect(warnings[0]).toMatchObject({ path: file, error: { code: 'ENOSPC' } });
    expect(lines.filter(({ message }) => message === 'line').map(({ number }) => number)).toEqual(
      Array.from({ length: 300 }, (_, index) => index),
    );
  });

  it('goes on after an entry that is larger than a piece', async () => {
    const file = join(folder, 'large/backend.log');
    const huge = `Object.fromEntries(Array.from({ length: 90 }, (_, i) => ['k' + i, Array.from({ length: 90 }, () => 'y'.repeat(8000))]))`;
    const { lines } = await drive(`logger.info('huge', { huge: ${huge} }); ${numbered(700)} logger.info('last');`, {
      file,
    });
    expect(lines).toHaveLength(702);
    const written = readdirSync(join(folder, 'large')).flatMap((piece) => linesOf(join(folder, 'large', piece)));
    expect(written).toHaveLength(702);
    expect(written.map(({ message }) => message)).toEqual(expect.arrayContaining(['huge', 'last']));
  });
});

describe('standard output', () => {
  it('whose reader is gone stops nothing, and the file goes on', async () => {
    const file = join(folder, 'gone/backend.log');
    const { code, stderr } = await drive(`${numbered(200)} logger.info('last');`, { file, closed: true });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(linesOf(file)).toHaveLength(201);
    expect(linesOf(file).at(-1)?.message).toBe('last');
  });

  it('is written to the end, however slow its reader is', async () => {
    const { lines, code } = await drive(`${numbered(300)} logger.info('last');`, { readAfter: 1_500 });
    expect(code).toBe(0);
    expect(lines).toHaveLength(301);
    expect(lines.at(-1)?.message).toBe('last');
  });
});

describe('the backend', () => {
  const alone = { ...nobody, migrate: false, waitFor: 'listening' } as const;

  it('says that it has ended, on standard output and in the file', async () => {
    const file = join(folder, 'backend/backend.log');
    const backend = await startBackend({ ...alone, env: { LOG_FILE: file } });
    expect(await backend.stop()).toMatchObject({ code: 0, signal: null });
    expect(backend.lines().at(-1)).toMatchObject({ message: 'ended' });
    expect(linesOf(file).at(-1)).toMatchObject({ message: 'ended' });
    expect(linesOf(file)).toEqual(backend.lines());
  });

  it('serves on where nobody reads its log any more, and ends well', async () => {
    const file = join(folder, 'unread/backend.log');
    const backend = await startBackend({ ...alone, env: { LOG_FILE: file } });
    backend.child.stdout?.destroy();
    backend.child.stderr?.destroy();
    for (let index = 0; index < 50; index += 1) {
      expect((await fetch(`${backend.url}/nowhere`)).status).toBe(404);
    }
    await until(() => linesOf(file).filter(({ message }) => message === 'request').length === 50);
    expect(await backend.stop()).toMatchObject({ code: 0 });
    expect(linesOf(file).at(-1)).toMatchObject({ message: 'ended' });
  });

  it('starts and serves with a disk that is full', async () => {
    const backend = await startBackend({ ...alone, env: { LOG_FILE: '/dev/full' } });
    await until(() => backend.lines().find(({ message }) => message === givenUp));
    for (let index = 0; index < 20; index += 1) await fetch(`${backend.url}/nowhere`);
    await until(() => backend.lines().filter(({ message }) => message === 'request').length === 20);
    expect(backend.lines().filter(({ message }) => message === givenUp)).toHaveLength(1);
    expect(await backend.stop()).toMatchObject({ code: 0 });
  });

  it('writes for people where it is developed', async () => {
    const backend = await startBackend({ ...alone, env: { NODE_ENV: 'development' } });
    await backend.stop();
    expect(backend.lines()).toEqual([]);
    expect(backend.text()).toContain('listening');
  });

  it('names everything that is wrong with its environment, and no secret', async () => {
    const backend = await startBackend({
      ...alone,
      waitFor: 'nothing',
      env: { PUBLIC_URL: undefined, SESSION_SECRET: 'hunter2', LOG_LEVEL: 'loud', TRUST_PROXY: 'true' },
    });
    await until(() => backend.child.exitCode !== null);
    expect(await backend.stop()).toMatchObject({ code: 1 });
    expect(backend.text()).toMatch(/^4 variables are wrong:\n/);
    expect(backend.text()).not.toContain('hunter2');
    expect(backend.text()).not.toContain('    at ');
  });
});
