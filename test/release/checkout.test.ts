import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { image, Scratch } from './scratch.ts';
import { shop } from './shop.ts';

jest.setTimeout(60_000);

let scratch: Scratch;

beforeEach(() => {
  scratch = new Scratch();
});
afterEach(() => scratch.remove());

const args = ['staging', 'backend', image('backend', '0.2.0')];
const branch = 'release/staging-backend-0.2.0';
const refused = (...more: string[]) => scratch.refusal(() => scratch.release(...args, ...more));
const branchesAt = (commit: string) => scratch.git('branch', '--format=%(refname:short)', '--points-at', commit);

describe('A checkout', () => {
  it.each([
    ['a changed file', () => scratch.write('src/setting.txt', 'two\n'), ' M src/setting.txt'],
    ['a deleted file', () => rmSync(join(scratch.root, 'src/setting.txt')), ' D src/setting.txt'],
    [
      'an untracked file among generated ones',
      () => scratch.write('dist/staging/own.yaml', 'kind: A\n'),
      '?? dist/staging/own.yaml',
    ],
    ['an untracked file elsewhere', () => scratch.write('a note.txt', 'Hello\n'), '?? a note.txt'],
    [
      'a staged file that is gone',
      () => {
        scratch.write('staged.txt', 'Hello\n');
        scratch.git('add', 'staged.txt');
        rmSync(join(scratch.root, 'staged.txt'));
      },
      'AD staged.txt',
    ],
  ])('with %s is refused', async (_, make, shown) => {
    make();
    // As some users have it.
    scratch.git('config', 'status.showUntrackedFiles', 'no');
    const complaint = await refused();
    expect(complaint).toContain(`${scratch.root}: has changes that are not committed`);
    expect(complaint).toContain(`\n  ${shown}\n`);
    expect((await scratch.promote('staging', 'production')).err).toContain('has changes that are not committed');
    expect((await scratch.rollback('production')).err).toContain('has changes that are not committed');
  });

  it('may hold what Git ignores, and lists no more changes than anybody reads', async () => {
    scratch.write('build/cache.txt', 'Hello\n');
    expect((await scratch.release(...args, '--dry-run')).status).toBe(0);
    for (let index = 0; index < 13; index += 1) scratch.write(`note-${index}.txt`, 'Hello\n');
    expect(await refused()).toContain('\n  and 3 more\n');
  });

  it.each([
    ['a merge', ['merge', 'side'], 'a merge is in progress'],
    ['a rebase', ['rebase', 'side'], 'a rebase is in progress'],
    ['a cherry-pick', ['cherry-pick', 'side'], 'a cherry-pick is in progress'],
    ['a revert', ['revert', '--no-edit', 'HEAD~1'], 'a revert is in progress'],
    ['a bisection', ['bisect', 'start', 'HEAD', 'HEAD~1'], 'a bisection is in progress'],
  ])('in the middle of %s is refused', async (_, operation, complaint) => {
    scratch.git('checkout', '--quiet', '-b', 'side');
    scratch.write('src/setting.txt', 'side\n');
    scratch.commit('Side');
    scratch.git('checkout', '--quiet', 'main');
    for (const setting of ['two', 'three']) {
      scratch.write('src/setting.txt', `${setting}\n`);
      scratch.commit(setting);
    }
    try {
      scratch.git(...operation);
    } catch {
      // It stops at a conflict.
    }
    expect(await refused()).toContain(complaint);
  });

  it('is the one of its folder, whatever Git was told by the hook that started this', async () => {
    const elsewhere = new Scratch();
    const before = elsewhere.state();
    process.env['GIT_DIR'] = join(elsewhere.root, '.git');
    try {
      expect((await scratch.release(...args)).status).toBe(0);
    } finally {
      delete process.env['GIT_DIR'];
    }
    expect(branchesAt(branch)).toBe(branch);
    expect(elsewhere.state()).toEqual(before);
    elsewhere.remove();
  });

  it('without a commit, without Git or inside of another repository is refused', async () => {
    const folder = mkdtempSync(join(realpathSync(tmpdir()), 'arq-empty-'));
    scratch.project = shop(folder);
    expect((await scratch.release(...args)).err).toContain(`${folder}: is no checkout of a Git repository`);
    scratch.git('init', '--quiet', folder);
    expect((await scratch.release(...args)).err).toContain(`${folder}: has no commit yet`);
    rmSync(folder, { recursive: true });
    mkdirSync(join(scratch.root, 'build'));
    scratch.project = shop(join(scratch.root, 'build'));
    expect((await scratch.release(...args)).err).toContain(`lies inside of the repository ${scratch.root}`);
  });

  it('that is shallow cannot tell what an environment ran', async () => {
    scratch.deliver('production', '0.2.0');
    scratch.push();
    scratch.write('.git/shallow', `${scratch.git('rev-parse', 'HEAD')}\n`);
    expect((await scratch.promote('staging', 'production')).err).toContain('git fetch --unshallow');
    expect((await scratch.rollback('production')).err).toContain('git fetch --unshallow');
    expect((await scratch.release(...args)).status).toBe(0);
  });
});

describe('The delivered branch', () => {
  const other = () => {
    scratch.write('README.md', 'Hello\n');
    return scratch.commit('Greet');
  };

  it('has to be level with its upstream', async () => {
    other();
    expect(await refused()).toContain('main: is 1 ahead of origin/main; push what it has');
    scratch.push();
    scratch.git('reset', '--quiet', '--hard', 'HEAD~1');
    const behind = await refused();
    expect(behind).toContain('main: is 1 behind origin/main; bring it up to date by "git fetch . origin/main:main"');
    scratch.write('own.txt', 'Hello\n');
    scratch.commit('Own');
    expect(await refused()).toContain('main: is 1 ahead of and 1 behind origin/main');
  });

  it('is what a release starts from, whatever is checked out', async () => {
    const start = scratch.git('rev-parse', 'HEAD');
    scratch.git('checkout', '--quiet', '-b', 'feature');
    other();
    await scratch.release(...args);
    expect(scratch.git('rev-parse', `${branch}^`)).toBe(start);
    scratch.git('checkout', '--quiet', '--detach');
    scratch.git('branch', '-D', branch);
    expect((await scratch.release(...args)).status).toBe(0);
    expect(scratch.git('rev-parse', `${branch}^`)).toBe(start);
  });

  it('need not be here as long as the remote has it, nor at a remote if there is none', async () => {
    scratch.git('checkout', '--quiet', '-b', 'feature');
    scratch.git('branch', '-D', 'main');
    expect((await scratch.release(...args)).out).toContain('on top of origin/main');
    scratch.git('remote', 'remove', 'origin');
    expect((await scratch.release(...args)).err).toContain('main: is no branch here nor at origin');
    scratch.git('branch', 'main');
    scratch.git('branch', '-D', branch);
    const { status, out } = await scratch.release(...args);
    expect({ status, out }).toEqual({ status: 0, out: expect.stringContaining('on top of main.') });
  });
});

describe('--here', () => {
  it('commits on the branch that is checked out, files and index included', async () => {
    scratch.git('checkout', '--quiet', '-b', 'feature');
    const { status, out } = await scratch.release(...args, '--here');
    expect(status).toBe(0);
    expect(out).toMatch(/\nCommitted [0-9a-f]{12} on feature\.\nNext: "git push origin HEAD"\./);
    expect(scratch.git('status', '--porcelain')).toBe('');
    expect(scratch.read('dist/staging/backend.yaml')).toContain(image('backend', '0.2.0'));
    expect(scratch.git('rev-list', '--count', 'main..feature')).toBe('1');
    expect(branchesAt('HEAD')).toBe('feature');
    expect((await scratch.release(...args, '--here')).out).toBe(
      'Nothing to do: staging has this image on feature already.\n',
    );
  });

  it('works on a main that has commits of its own, but not on one that lacks some', async () => {
    await scratch.release(...args, '--here');
    const { status } = await scratch.release('staging', 'frontend', image('frontend', '0.2.0'), '--here');
    expect(status).toBe(0);
    expect(scratch.git('rev-list', '--count', 'origin/main..main')).toBe('2');
    scratch.push();
    scratch.git('reset', '--quiet', '--hard', 'HEAD~1');
    const complaint = await scratch.refusal(() => scratch.release('local', 'backend', 'backend:0.2.0', '--here'));
    expect(complaint).toContain('main: lacks commits of origin/main; run "git pull" first');
  });

  it('refuses a detached HEAD', async () => {
    scratch.git('checkout', '--quiet', '--detach');
    expect(await refused('--here')).toContain('HEAD: is detached, so --here has no branch to commit on');
  });

  it('does not roll back twice', async () => {
    scratch.deliver('production', '0.2.0');
    scratch.deliver('production', '0.3.0');
    scratch.push();
    expect((await scratch.rollback('production', '--here')).out).toContain('back to backend and frontend 0.2.0');
    const again = await scratch.rollback('production', '--here');
    expect(again).toMatchObject({ status: 0, out: expect.stringContaining('production was rolled back last') });
    expect(scratch.read('images/production.json')).toContain('0.2.0');
  });
});

describe('--push', () => {
  it('pushes the branch, and is never done unasked', async () => {
    await scratch.release(...args);
    expect(scratch.git('ls-remote', 'origin')).not.toContain(branch);
    const again = await scratch.release(...args, '--push');
    expect(again.out).toContain(`Pushed to origin/${branch}.\nNext: a pull request into main.`);
    expect(scratch.git('ls-remote', 'origin', branch)).toContain(scratch.git('rev-parse', branch));
    const other = ['local', 'backend', 'backend:0.2.0', '--push'];
    expect((await scratch.release(...other)).out).toContain('pushed to origin/release/local-backend-0.2.0');
    expect(scratch.git('rev-parse', '--abbrev-ref', 'release/local-backend-0.2.0@{upstream}')).toBe(
      'origin/release/local-backend-0.2.0',
    );
  });

  it('pushes with --here to what the branch follows', async () => {
    scratch.git('checkout', '--quiet', '-b', 'own', '--track', 'origin/main');
    const { out } = await scratch.release(...args, '--here', '--push');
    expect(out).toContain('on own, pushed to origin/main.');
    expect(scratch.git('ls-remote', 'origin', 'main')).toContain(scratch.git('rev-parse', 'own'));
  });

  it.each([[[]], [['--here']]])('changes nothing here if the remote refuses it (%j)', async (more) => {
    const hook = join(scratch.folder, 'origin.git/hooks/pre-receive');
    scratch.write('../origin.git/hooks/pre-receive', '#!/bin/sh\necho main is protected\nexit 1\n');
    chmodSync(hook, 0o755);
    expect(await refused('--push', ...more)).toContain('main is protected');
    expect(scratch.leftovers()).toEqual([]);
  });

  it('runs the hook that runs before any push', async () => {
    scratch.hook('pre-push', 'echo not on a Friday >&2; exit 1');
    expect(await refused('--push')).toContain('not on a Friday');
  });
});
