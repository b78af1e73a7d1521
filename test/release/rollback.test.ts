import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { image, images, Scratch } from './scratch.ts';

jest.setTimeout(60_000);

let scratch: Scratch;

beforeEach(() => {
  scratch = new Scratch();
});
afterEach(() => scratch.remove());

const refused = (...args: string[]) => scratch.refusal(() => scratch.rollback(...args));
const short = (commit: string) => commit.slice(0, 12);

function deliver(version: string): string {
  const commit = scratch.deliver('production', version);
  scratch.push();
  return commit;
}

/** Merges the branch of a rollback. */
function merge(branch: string): void {
  scratch.git('merge', '--quiet', '--no-ff', '--no-edit', branch);
  scratch.push();
}

describe('rollback', () => {
  it('returns to the release before, with images only', async () => {
    const [first] = [scratch.git('rev-parse', 'HEAD'), deliver('0.2.0')];
    scratch.setImages('production', { ...images('0.2.0'), postgres: 'docker.io/library/postgres:18.7' });
    scratch.write('src/setting.txt', 'two\n');
    scratch.commit('Configure');
    scratch.push();
    const { status, out, err } = await scratch.rollback('production');
    expect({ status, err }).toEqual({ status: 0, err: '' });
    const branch = `rollback/production-${short(first)}`;
    expect(scratch.git('diff', '--name-only', 'main', branch).split('\n')).toEqual([
      'dist/production/backend.yaml',
      'dist/production/frontend.yaml',
      'images/production.json',
    ]);
    expect(JSON.parse(scratch.at(branch, 'images/production.json'))).toEqual({
      ...images('0.1.0'),
      postgres: 'docker.io/library/postgres:18.7',
    });
    expect(scratch.at(branch, 'dist/production/backend.yaml')).toContain('SETTING: two');
    expect(out).toContain('Roll production back to backend and frontend 0.1.0');
  });

  it('is safe to repeat: it does not lead back to what it led away from', async () => {
    deliver('0.2.0');
    const [first, second] = [scratch.git('rev-parse', 'HEAD~1'), scratch.git('rev-parse', 'HEAD')];
    deliver('0.3.0');
    await scratch.rollback('production');
    const branch = `rollback/production-${short(second)}`;
    const before = scratch.state();
    expect((await scratch.rollback('production')).out).toContain(`Nothing to do: ${branch} makes exactly this change`);
    expect(scratch.state()).toEqual(before);
    merge(branch);
    expect(await scratch.rollback('production')).toEqual({
      status: 0,
      err: '',
      out:
        'Nothing to do: production was rolled back last, to images that it had before; ' +
        `to go further back, say --to ${short(first)}.\n`,
    });
    expect((await scratch.rollback('production', '--to', short(first))).out).toContain(
      'back to backend and frontend 0.1.0',
    );
  });

  it('does nothing once the environment has other images than those that failed', async () => {
    deliver('0.2.0');
    const failed = scratch.try('production', '0.3.0');
    scratch.push();
    expect((await scratch.rollback('production', '--failed', failed)).out).toContain(
      'back to backend and frontend 0.2.0',
    );
    deliver('0.4.0');
    const { status, out } = await scratch.rollback('production', '--failed', failed);
    expect({ status, out }).toEqual({
      status: 0,
      out: `Nothing to do: production has other images than at ${failed} already.\n`,
    });
    expect(await refused('production', '--failed', '1234567')).toContain('1234567: is no commit');
  });

  it('returns to any commit that the environment ran, and says if there is nothing to do', async () => {
    const first = scratch.git('rev-parse', 'HEAD');
    for (const version of ['0.2.0', '0.3.0', '0.4.0']) deliver(version);
    expect((await scratch.rollback('production', '--to', 'HEAD~2')).out).toContain(
      'back to backend and frontend 0.2.0',
    );
    expect((await scratch.rollback('production', '--to', first)).out).toContain('back to backend and frontend 0.1.0');
    const { status, out } = await scratch.rollback('production', '--to', 'main');
    expect({ status, out }).toEqual({ status: 0, out: 'Nothing to do: production has the images of main already.\n' });
  });

  it('refuses a commit that is unknown, not delivered, or was never run', async () => {
    expect(await refused('production', '--to', '1234567')).toContain('1234567: is no commit that is known here');
    scratch.git('checkout', '--quiet', '-b', 'feature');
    const tried = scratch.deliver('production', '0.2.0');
    scratch.deliver('production', '0.3.0');
    scratch.git('checkout', '--quiet', 'main');
    expect(await refused('production', '--to', tried)).toContain(`${tried}: is not in origin/main`);
    scratch.git('merge', '--quiet', '--no-ff', '--no-edit', 'feature');
    scratch.push();
    expect(await refused('production', '--to', tried)).toContain(`${tried}: production never ran its images together`);
  });

  it('refuses a commit without an image file or without the own tiers, and an environment without a past', async () => {
    const before = scratch.git('rev-parse', 'HEAD');
    expect(await refused('production')).toContain('production: was never proved with other images than now');
    expect(await refused('nowhere')).toContain('nowhere: is no environment');
    const text = scratch.read('images/production.json');
    scratch.git('rm', '--quiet', 'images/production.json');
    const gone = scratch.commit('Gone', () => {});
    scratch.write('images/production.json', '{ "backend": "ghcr.io/shop/backend:0.1.0" }\n');
    const half = scratch.commit('Half');
    scratch.write('images/production.json', text);
    scratch.commit('Back');
    scratch.push();
    expect(await refused('production', '--to', gone)).toContain('images/production.json: does not exist at');
    expect(await refused('production', '--to', half)).toContain(
      'images/production.json: names no image for frontend at',
    );
    expect((await scratch.rollback('production', '--to', before)).out).toContain('has the images of');
  });

  it('passes over images that were never in the generated files', async () => {
    scratch.setImages('production', images('0.2.0'));
    scratch.commit('Forget to synthesize', () => {});
    deliver('0.3.0');
    expect((await scratch.rollback('production')).out).toContain('back to backend and frontend 0.1.0');
  });

  it('warns of tags that may have moved', async () => {
    scratch.setImages('production', { ...images('0.1.0'), backend: 'ghcr.io/shop/backend:0.2.0' });
    scratch.commit('By hand');
    scratch.prove('production');
    deliver('0.3.0');
    const { status, err } = await scratch.rollback('production');
    expect(status).toBe(0);
    expect(err).toContain('warning: backend: ghcr.io/shop/backend:0.2.0 has no digest');
  });
});

describe('a rollback past a contract migration', () => {
  /** A release whose tag names a commit of the source that has these migrations. */
  function deliverWith(version: string, ...migrations: string[]): string {
    for (const migration of migrations) scratch.write(`migrations/${migration}`, 'select 1;\n');
    const source = scratch.commit(`Source of ${version}`);
    return deliver(`${version}-g${short(source)}`);
  }

  it('says nothing where there is none', async () => {
    deliverWith('0.2.0', '0001_expand_a.sql');
    deliverWith('0.3.0', '0002_expand_b.sql');
    const { status, out, err } = await scratch.rollback('production');
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).not.toContain('not checked');
  });

  it('is warned of for two releases, and refused beyond', async () => {
    const [zeroth, first] = [deliverWith('0.2.0', '0001_expand_a.sql'), deliverWith('0.3.0')];
    deliverWith('0.4.0');
    deliverWith('0.5.0', '0002_contract_a.sql');
    const { status, err } = await scratch.rollback('production', '--to', first);
    expect(status).toBe(0);
    expect(err).toContain('warning: the target does not know 0002_contract_a.sql');
    expect(err).toContain('(it is 2 releases back)');
    const complaint = await refused('production', '--to', zeroth);
    expect(complaint).toContain('does not know 0002_contract_a.sql');
    expect(complaint).toContain('(it is 3 releases back)');
    expect(complaint).toContain('--accept-contract-risk');
    const accepted = await scratch.rollback('production', '--to', zeroth, '--accept-contract-risk');
    expect(accepted).toMatchObject({ status: 0, err: expect.stringContaining('(it is 3 releases back)') });
  });

  it('counts migrations of every release in between, for they have run', async () => {
    const first = deliverWith('0.2.0', '0001_expand_a.sql');
    deliverWith('0.3.0', '0002_contract_a.sql');
    scratch.git('rm', '--quiet', 'migrations/0002_contract_a.sql');
    deliverWith('0.4.0', '0003_expand_c.sql');
    const { err } = await scratch.rollback('production', '--to', first);
    expect(err).toContain('does not know 0002_contract_a.sql');
  });

  it('does not count what the target knows', async () => {
    const first = deliverWith('0.2.0', '0001_expand_a.sql', '0002_contract_a.sql');
    for (const version of ['0.3.0', '0.4.0', '0.5.0']) deliverWith(version);
    expect(await scratch.rollback('production', '--to', first)).toMatchObject({ status: 0, err: '' });
  });

  it('admits what it cannot check', async () => {
    deliver('0.2.0');
    deliver('0.3.0-g123456789abc');
    const { status, out } = await scratch.rollback('production');
    expect(status).toBe(0);
    expect(out).toContain('not checked against contract migrations: ');
    expect(out).toContain(`${image('backend', '0.2.0')} does not tell its commit`);
    expect(out).toContain('the commit 123456789abc is not known here');
  });
});

describe('what proves a return', () => {
  it('is that the images were healthy: those of aborted releases are passed over', async () => {
    for (const version of ['0.2.0', '0.3.0']) scratch.try('production', version);
    scratch.push();
    expect((await scratch.rollback('production')).out).toContain('Roll production back to backend and frontend 0.1.0');
  });

  it('clears images of what a change of configuration has done', async () => {
    const healthy = deliver('0.2.0');
    scratch.write('src/setting.txt', 'broken\n');
    const failed = scratch.commit('Configure');
    scratch.push();
    expect((await scratch.rollback('production', '--failed', failed)).out).toBe(
      `Nothing to do: the images were proved before (delivered/production/${short(healthy)}); ` +
        `revert the configuration: "git revert ${short(failed)}".\n`,
    );
  });

  it('lets a release that was tried again, and failed again, return again', async () => {
    deliver('0.2.0');
    scratch.try('production', '0.3.0');
    deliver('0.2.0');
    const failed = scratch.try('production', '0.3.0');
    scratch.push();
    expect((await scratch.rollback('production', '--failed', failed)).out).toContain(
      'Roll production back to backend and frontend 0.2.0',
    );
  });

  it('does not keep images that somebody wants to leave', async () => {
    const [healthy, failed] = [deliver('0.2.0'), deliver('0.3.0')];
    const { status, out } = await scratch.rollback('production', '--failed', failed, '--to', healthy);
    expect(status).toBe(0);
    expect(out).toContain('Roll production back to backend and frontend 0.2.0');
  });

  it('is asked for where nothing was ever proved, and only missed where a commit is named', async () => {
    const first = scratch.git('rev-parse', 'HEAD');
    scratch.git('tag', '--delete', ...scratch.git('tag', '--list', 'delivered/production/*').split('\n'));
    scratch.try('production', '0.2.0');
    scratch.push();
    expect(await refused('production')).toContain('production: no commit of origin/main is proved');
    const { status, err } = await scratch.rollback('production', '--to', first);
    expect(status).toBe(0);
    expect(err).toContain('warning: production was never proved with these images');
  });
});
