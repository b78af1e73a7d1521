import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { recover, replaceFiles } from '../../charts/constructs/synth/journal.ts';

let root: string;

const before = { 'dist/a.yaml': 'a: 1\n', 'dist/b.yaml': 'b: 1\n', 'dist/deep/c.yaml': 'c: 1\n' };
const after = { 'dist/a.yaml': 'a: 2\n', 'dist/deep/c.yaml': 'c: 2\n', 'dist/new/d.yaml': 'd: 2\n' };
const changes = [
  { path: 'dist/a.yaml', content: 'a: 2\n' },
  { path: 'dist/deep/c.yaml', content: 'c: 2\n' },
  { path: 'dist/new/d.yaml', content: 'd: 2\n' },
  { path: 'dist/b.yaml' },
];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'journal-'));
  for (const [path, content] of Object.entries(before)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

/** Every file below the root, by path. */
function files(): Record<string, string> {
  const entries = readdirSync(root, { withFileTypes: true, recursive: true });
  return Object.fromEntries(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')]),
  );
}

describe('replacing files', () => {
  test('writes, changes and removes, and leaves nothing else behind', () => {
    replaceFiles(root, changes);
    expect(files()).toEqual(after);
    expect(existsSync(join(root, '.synth'))).toBe(false);
  });

  test('puts everything back if one file cannot be installed', () => {
    // A folder stands where the third file should go.
    mkdirSync(join(root, 'dist/new/d.yaml'), { recursive: true });
    expect(() => replaceFiles(root, changes)).toThrow(/EISDIR|ENOTEMPTY|EEXIST/);
    expect(files()).toEqual(before);
  });

  test('is refused while another process is at it', () => {
    mkdirSync(join(root, '.synth'));
    writeFileSync(join(root, '.synth/lock'), String(process.ppid));
    expect(() => replaceFiles(root, changes)).toThrow(
      `process ${process.ppid} is synthesizing into this folder; wait for it`,
    );
    expect(files()).toMatchObject(before);
  });

  test('takes over the lock of a process that is gone', () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    mkdirSync(join(root, '.synth'));
    writeFileSync(join(root, '.synth/lock'), String(pid));
    replaceFiles(root, changes);
    expect(files()).toEqual(after);
  });
});

describe('a process that is killed', () => {
  let program: string;

  /** The steps at which a process can be killed: every call that changes the file system. */
  const calls = ['mkdirSync', 'writeFileSync', 'copyFileSync', 'renameSync', 'linkSync', 'unlinkSync', 'rmSync'];

  beforeAll(async () => {
    const { outputFiles } = await build({
      stdin: {
        contents: `
          import fs from 'node:fs';
          import { syncBuiltinESMExports } from 'node:module';
          let countdown = Number(process.argv[2]);
          for (const name of ${JSON.stringify(calls)}) {
            const original = fs[name];
            fs[name] = (...args) => {
              if (countdown-- === 0) process.kill(process.pid, 'SIGKILL');
              return original(...args);
            };
          }
          syncBuiltinESMExports();
          const { replaceFiles } = await import('./charts/constructs/synth/journal.ts');
          replaceFiles(process.argv[3], JSON.parse(process.argv[4]));
        `,
        resolveDir: process.cwd(),
      },
      bundle: true,
      splitting: false,
      write: false,
      format: 'esm',
      platform: 'node',
    });
    program = join(mkdtempSync(join(tmpdir(), 'journal-program-')), 'program.mjs');
    writeFileSync(program, outputFiles[0]?.contents ?? '');
  });

  test('has changed everything or nothing once the next run has looked, wherever it was', () => {
    const outcomes = new Set<string>();
    for (let step = 0; ; step += 1) {
      for (const [path, content] of Object.entries(before)) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), content);
      }
      rmSync(join(root, 'dist/new'), { recursive: true, force: true });
      const { signal, status } = spawnSync(process.execPath, [program, String(step), root, JSON.stringify(changes)]);
      recover(root);
      const result = files();
      expect([before, after]).toContainEqual(result);
      outcomes.add(JSON.stringify(result) === JSON.stringify(after) ? 'after' : 'before');
      if (signal === null) {
        expect({ status, result }).toEqual({ status: 0, result: after });
        // Each of the four changes alone takes a call; a run that was never interrupted would prove nothing.
        expect(step).toBeGreaterThan(15);
        break;
      }
    }
    expect([...outcomes].sort()).toEqual(['after', 'before']);
  }, 60_000);
});
