import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

// Each synthesizes and commits with the real hook.
jest.setTimeout(300_000);

const project = process.cwd();
const folder = mkdtempSync(join(realpathSync(tmpdir()), 'arq-whole-'));
const root = join(folder, 'work');
const environment = { ...process.env, GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1' };
const leftOut = /^(node_modules|\.git|build|\.synth|apps\/\w+\/(build|\.next)|charts\/constructs\/lib)$/;

function run(command: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8', env: environment });
  return { status, out: stdout, err: stderr };
}

function git(...args: string[]): string {
  const { status, out, err } = run('git', ...args);
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${err}`);
  return out.trim();
}

const node = (script: string, ...args: string[]) => run(process.execPath, `scripts/${script}.mjs`, ...args);

/** Everything as it is now, in a repository of its own. */
beforeAll(() => {
  cpSync(project, root, { recursive: true, filter: (path) => !leftOut.test(path.slice(project.length + 1)) });
  git('init', '--quiet', '--initial-branch=main');
  git('config', 'user.name', 'Test');
  git('config', 'user.email', 'test@example.com');
  // As npm installs it: a folder, and workspaces that are the clone's own.
  const link = `import { linkModules } from './scripts/pre-commit/modules.mjs';
    const root = ${JSON.stringify(project)};
    linkModules({ root, modules: root + '/node_modules', folder: process.cwd() });`;
  expect(run(process.execPath, '--input-type=module', '--eval', link)).toMatchObject({ status: 0, err: '' });
  expect(node('synth')).toMatchObject({ status: 0, err: '' });
  git('add', '--all');
  git('commit', '--quiet', '--message=Begin');
  expect(run(process.execPath, 'node_modules/husky/bin.js').status).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const reference = (tier: string, character: string) =>
  `ghcr.io/arq-platform/arq-${tier}:0.2.0-g${git('rev-parse', 'HEAD').slice(0, 12)}@sha256:${character.repeat(64)}`;

describe('On this very project', () => {
  it('a release goes to staging, on to production and back', () => {
    const pairs = ['backend', reference('backend', 'a'), 'frontend', reference('frontend', 'b')];
    const summary = join(folder, 'summary.md');
    const release = node('release', 'set-image', 'staging', ...pairs, '--here', '--summary', summary);
    expect(release).toMatchObject({ status: 0, err: '' });
    expect(readFileSync(summary, 'utf8')).toMatch(
      /^Nothing but images changes, in \d+ objects, compared field by field\.$/m,
    );
    const changed = git('diff', '--name-only', 'HEAD~1').split('\n');
    expect(changed).toContain('charts/platform/environments/images/staging.json');
    expect(changed.filter((path) => !/^(dist\/staging\/|charts\/.*\/staging\.json$)/.test(path))).toEqual([]);
    expect(node('synth', '--check')).toMatchObject({ status: 0 });

    expect(node('promote', 'staging', 'production').err).toContain('staging: no commit of main is proved');
    expect(node('delivered', 'staging', 'HEAD')).toMatchObject({ status: 0, err: '' });
    expect(node('delivered', 'production', 'HEAD')).toMatchObject({ status: 0, err: '' });
    const output = join(folder, 'output');
    expect(node('promote', 'staging', 'production', '--output', output)).toMatchObject({ status: 0, err: '' });
    const branch = /^branch=(.*)$/m.exec(readFileSync(output, 'utf8'))?.[1] ?? '';
    expect(branch).toBe(`promote/staging-production-${git('rev-parse', 'HEAD').slice(0, 12)}`);
    expect(node('promote', 'staging', 'production').out).toContain(
      `Nothing to do: ${branch} makes exactly this change`,
    );
    git('merge', '--quiet', '--no-ff', '--no-edit', branch);
    expect(git('show', 'HEAD:dist/production/arq-backend.yaml')).toContain(reference('backend', 'a').split(':0')[0]);
    expect(node('synth', '--check')).toMatchObject({ status: 0 });

    const rollback = node('rollback', 'production');
    expect(rollback.status).toBe(0);
    expect(rollback.out).toMatch(/Committed [0-9a-f]{12} on rollback\/production-[0-9a-f]{12}, on top of main\./);
    expect(git('status', '--porcelain')).toBe('');
    expect(git('worktree', 'list').split('\n')).toHaveLength(1);
  });

  it('the hook before a commit sees what is committed', () => {
    const checks = join(root, 'scripts/pre-commit/forbidden-names.mjs');
    const source = readFileSync(checks, 'utf8');
    writeFileSync(
      checks,
      source.replace('const kinds = [', "const kinds = [{ pattern: /local\\.json/, reason: 'no' },"),
    );
    git('commit', '--quiet', '--all', '--no-verify', '--message=Forbid');
    const before = git('for-each-ref');
    const { status, err } = node('release', 'set-image', 'local', 'backend', 'arq-backend:0.2.0');
    expect(status).toBe(1);
    expect(err).toContain('charts/platform/environments/images/local.json: no');
    expect(err).toContain('Nothing was changed.');
    expect(git('for-each-ref')).toBe(before);
    git('reset', '--quiet', '--hard', 'HEAD~1');
  });

  it('a mistake in the sources is told by their synthesis', () => {
    const file = join(root, 'charts/platform/environments/images/production.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"redis"', '"cache"'));
    git('commit', '--quiet', '--all', '--no-verify', '--message=Break');
    const { status, err } = node('release', 'set-image', 'local', 'backend', 'arq-backend:0.2.0');
    expect(status).toBe(1);
    expect(err).toContain('npm run synth: failed with exit code 1');
    expect(err).toContain('images/production.json: names no image for redis');
    git('reset', '--quiet', '--hard', 'HEAD~1');
  });

  it('packages that are not installed are asked for', () => {
    git('checkout', '--quiet', '-b', 'older');
    writeFileSync(join(root, 'package-lock.json'), '{}\n');
    git('commit', '--quiet', '--all', '--no-verify', '--message=Other packages');
    const { status, err } = node('release', 'set-image', 'local', 'backend', 'arq-backend:0.2.0');
    expect(status).toBe(1);
    expect(err).toContain('package-lock.json: differs between this checkout and');
    git('checkout', '--quiet', 'main');
  });
});
