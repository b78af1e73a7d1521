import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

// A dozen starts of npm.
jest.setTimeout(60_000);

let folder: string;
let scripts: Record<string, string>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'arq-check-'));
  for (const name of ['check.mjs', 'bundle.mjs']) cpSync(`scripts/${name}`, join(folder, 'scripts', name));
  const names = Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).scripts);
  scripts = Object.fromEntries(names.map((name) => [name, 'true']));
  // Programs that there are; what else this machine has is not to be found.
  mkdirSync(join(folder, 'bin'));
  link('node', process.execPath);
  for (const program of ['npm', 'sh']) link(program, which(program));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const link = (name: string, target: string) => symlinkSync(target, join(folder, 'bin', name));
const which = (program: string) => spawnSync('which', [program], { encoding: 'utf8' }).stdout.trim();

function check() {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', scripts }));
  const env = { PATH: join(folder, 'bin'), HOME: folder };
  return spawnSync(process.execPath, ['scripts/check.mjs'], { cwd: folder, env, encoding: 'utf8' });
}

const ending = (stdout: string) =>
  stdout
    .split(/^NOT RUN.*\n/m)[1]
    ?.trim()
    .split('\n')
    .map((line) => line.trim());

describe('npm run check', () => {
  it('says at the end what was not run, and why, and fails for none of it', () => {
    scripts['scorers'] = 'node print.cjs';
    writeFileSync(join(folder, 'print.cjs'), `console.log('polaris: not run: polaris is not installed (go install)')`);
    const { status, stdout } = check();
    expect(ending(stdout)).toEqual(
      expect.arrayContaining([
        'secrets: git is not installed',
        'browser tests: chromium is not installed',
        'Dockerfiles: hadolint is not installed',
        'scorers, polaris: polaris is not installed (go install)',
      ]),
    );
    expect(status).toBe(0);
  });

  it('looks for secrets in a checkout, and says so where there is none', () => {
    link('git', which('git'));
    expect(ending(check().stdout)).toContain('secrets: this is no checkout that Git can read');
    for (const args of [
      ['init', '--quiet'],
      ['add', 'package.json'],
    ])
      spawnSync('git', args, { cwd: folder });
    scripts['lint:secrets'] = 'exit 1';
    const { status, stdout } = check();
    expect(stdout).toMatch(/^ {2}FAILED +secrets /m);
    expect(ending(stdout)?.join()).not.toContain('secrets');
    expect(status).toBe(1);
  });

  it('runs only scripts that there are', () => {
    const source = readFileSync(join(folder, 'scripts/check.mjs'), 'utf8');
    const used = [...source.matchAll(/args: \['([\w:]+)'/g)].map(([, name]) => name);
    expect(used).toContain('lint:secrets');
    for (const name of used) expect(Object.keys(scripts)).toContain(name);
  });
});
