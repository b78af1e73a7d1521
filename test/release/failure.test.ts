import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { image, Scratch } from './scratch.ts';
import { brokenSource, synthesizeShop } from './shop.ts';

jest.setTimeout(60_000);

let scratch: Scratch;

beforeEach(() => {
  scratch = new Scratch();
});
afterEach(() => scratch.remove());

const args = ['staging', 'backend', image('backend', '0.2.0')];
const refused = (...more: string[]) => scratch.refusal(() => scratch.release(...args, ...more));

describe('A release that fails', () => {
  it.each([[[]], [['--here']], [['--push']]])('in its synthesis leaves everything as it was (%j)', async (more) => {
    scratch.write(brokenSource, 'staging: cannot be\n');
    scratch.commit('Break', () => {});
    scratch.push();
    expect(await refused(...more)).toContain('error: staging: cannot be\n');
    expect(scratch.leftovers()).toEqual([]);
  });

  it('by a mistake in the program shows where, and leaves everything as it was', async () => {
    const synthesize = () => {
      throw new TypeError('undefined is not a function');
    };
    scratch.project = { ...scratch.project, synthesize };
    expect(await refused()).toMatch(/error: TypeError: undefined is not a function\n +at .*failure\.test\.ts/);
    expect(scratch.leftovers()).toEqual([]);
  });

  it.each([[[]], [['--here']], [['--push']]])(
    'in the hook before a commit leaves everything as it was (%j)',
    async (more) => {
      scratch.hook('pre-commit', 'echo looks like a secret >&2; exit 1');
      expect(await refused(...more)).toContain('looks like a secret');
      expect(scratch.leftovers()).toEqual([]);
    },
  );

  it('since Git does not know its user leaves everything as it was', async () => {
    scratch.git('config', 'user.useConfigOnly', 'true');
    scratch.git('config', '--unset', 'user.email');
    expect(await refused()).toMatch(/git commit: failed with exit code 128\n.*email/s);
  });

  it('since a branch is in the way leaves everything as it was', async () => {
    scratch.git('branch', 'release');
    expect(await refused()).toContain("cannot lock ref 'refs/heads/release/staging-backend-0.2.0'");
  });

  it('is one if the synthesis takes no notice of the image file', async () => {
    scratch.project = { ...scratch.project, synthesize: () => {} };
    expect(await refused()).toContain(`dist/staging: nothing in it changes to ${image('backend', '0.2.0')}`);
  });

  it('does not run hooks of other operations, nor in another folder than its own', async () => {
    scratch.hook('post-checkout', 'exit 1');
    scratch.hook(
      'pre-commit',
      `git diff --cached --name-only > ${scratch.folder}/staged; pwd >> ${scratch.folder}/staged`,
    );
    expect((await scratch.release(...args)).status).toBe(0);
    expect(scratch.read('../staged')).toMatch(/^dist\/staging\/backend\.yaml\nimages\/staging\.json\n.*\/arq-release-/);
  });

  it('adds files that only the user ignores', async () => {
    scratch.write('../ignored', 'dist/\n');
    scratch.git('config', 'core.excludesFile', join(scratch.folder, 'ignored'));
    const synthesize = (folder: string) => {
      synthesizeShop(folder);
      copyFileSync(join(folder, 'dist/staging/backend.yaml'), join(folder, 'dist/staging/more.yaml'));
    };
    scratch.project = { ...scratch.project, synthesize };
    const { status, out } = await scratch.release(...args);
    expect({ status, out }).toEqual({ status: 0, out: expect.stringContaining('Deployment staging/backend is new') });
    expect(scratch.git('ls-tree', '-r', '--name-only', 'release/staging-backend-0.2.0')).toContain(
      'dist/staging/more.yaml',
    );
  });
});

describe('A release that is ended', () => {
  const bundle = pathToFileURL('scripts/bundle.mjs').href;
  const program = `import { load } from '${bundle}';
    const { main } = await load('test/release/child.ts');
    process.exitCode = await main(process.argv[1], process.argv.slice(2));`;

  /** Starts one whose hook waits in the middle; resolves once it does. */
  async function startUntilHook(...more: string[]) {
    const [reached, go] = ['reached', 'go'].map((name) => join(scratch.folder, name)) as [string, string];
    scratch.hook('pre-commit', `touch ${reached}; until [ -e ${go} ]; do sleep 0.05; done`);
    const childArgs = ['--input-type=module', '--eval', program, '--', scratch.root, ...args, ...more];
    const child = spawn(process.execPath, childArgs, { detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
    let err = '';
    child.stderr.on('data', (data) => {
      err += data;
    });
    const ended = once(child, 'close').then(() => ({ status: child.exitCode, err }));
    while (!existsSync(reached) && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 20));
    return { child, ended, letGo: () => scratch.write('../go', '') };
  }

  const groupOf = ({ pid }: ChildProcess) => -(pid as number);

  it.each([[[]], [['--here']], [['--push']]])('by Ctrl-C leaves everything as it was (%j)', async (more) => {
    const before = scratch.state();
    const { child, ended } = await startUntilHook(...more);
    expect(scratch.state()).not.toEqual(before);
    process.kill(groupOf(child), 'SIGINT');
    expect(await ended).toEqual({ status: 1, err: 'error: ended by SIGINT\nNothing was changed.\n' });
    expect(scratch.state()).toEqual(before);
    expect(scratch.leftovers(child.pid)).toEqual([]);
  });

  it('by a signal to it alone leaves everything as it was, even if the commit succeeds', async () => {
    const before = scratch.state();
    const { child, ended, letGo } = await startUntilHook();
    child.kill('SIGTERM');
    letGo();
    expect(await ended).toEqual({ status: 1, err: 'error: ended by SIGTERM\nNothing was changed.\n' });
    expect(scratch.state()).toEqual(before);
    expect(scratch.leftovers(child.pid)).toEqual([]);
  });

  it('at once leaves a worktree aside, which the next one removes', async () => {
    const before = scratch.state() as object;
    const { child, ended } = await startUntilHook();
    process.kill(groupOf(child), 'SIGKILL');
    await ended;
    expect(scratch.state()).toEqual({ ...before, worktrees: expect.anything() });
    expect(scratch.leftovers(child.pid)).toHaveLength(1);
    rmSync(join(scratch.root, '.git/hooks/pre-commit'));
    expect((await scratch.release(...args)).status).toBe(0);
    expect(scratch.leftovers(child.pid)).toEqual([]);
    expect(scratch.git('worktree', 'list').split('\n')).toHaveLength(1);
  });

  it('leaves the worktree of one that is still running alone', async () => {
    const { ended, letGo } = await startUntilHook();
    expect((await scratch.release('local', 'backend', 'backend:0.2.0', '--dry-run')).status).toBe(0);
    letGo();
    expect(await ended).toMatchObject({ status: 0 });
    expect(scratch.git('branch', '--list', 'release/*')).toContain('release/staging-backend-0.2.0');
  });
});
