import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { digest, image, Scratch } from './scratch.ts';

jest.setTimeout(60_000);

let scratch: Scratch;

beforeEach(() => {
  scratch = new Scratch();
});
afterEach(() => scratch.remove());

const refused = (...args: string[]) => scratch.refusal(() => scratch.release(...args));

describe('set-image', () => {
  it('commits image file and generated files on a branch, and leaves the checkout alone', async () => {
    const reference = image('backend', '0.2.0');
    const before = scratch.state() as { files: unknown; index: unknown; head: unknown };
    const { status, out, err } = await scratch.release('staging', 'backend', reference);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    const branch = 'release/staging-backend-0.2.0';
    expect(scratch.git('diff', '--name-only', 'main', branch).split('\n')).toEqual([
      'dist/staging/backend.yaml',
      'images/staging.json',
    ]);
    expect(scratch.git('rev-parse', `${branch}^`)).toBe(scratch.git('rev-parse', 'main'));
    expect(scratch.at(branch, 'dist/staging/backend.yaml')).toContain(`image: ${reference}`);
    expect(JSON.parse(scratch.at(branch, 'images/staging.json'))).toMatchObject({ backend: reference });
    expect(scratch.git('log', '-1', '--format=%s', branch)).toBe('Release backend 0.2.0 to staging');
    expect(scratch.git('log', '-1', '--format=%b', branch)).toContain(reference);
    expect(scratch.state()).toMatchObject({ files: before.files, index: before.index, head: before.head });
    expect(out).toContain(`    - ${image('backend', '0.1.0')}\n    + ${reference}\n`);
    expect(out).toContain('Deployment staging/backend\n    spec.template.spec.containers[backend].image: backend');
    expect(out).toContain(`on ${branch}, on top of origin/main`);
    expect(out).toContain(`Next: "git push origin ${branch}", then a pull request into main.`);
    expect(scratch.leftovers()).toEqual([]);
  });

  it('takes several tiers in one commit', async () => {
    const [backend, frontend] = [image('backend', '0.2.0'), image('frontend', '0.2.0')];
    await scratch.release('staging', 'backend', backend, 'frontend', frontend);
    const branch = 'release/staging-backend-frontend-0.2.0';
    expect(JSON.parse(scratch.at(branch, 'images/staging.json'))).toMatchObject({ backend, frontend });
    expect(scratch.git('rev-list', '--count', `main..${branch}`)).toBe('1');
    expect(scratch.git('log', '-1', '--format=%s', branch)).toBe('Release backend and frontend 0.2.0 to staging');
  });

  it('names a branch by a hash where versions differ or are no names', async () => {
    const pairs = ['backend', image('backend', '0.2.0'), 'frontend', image('frontend', '0.3.0')];
    const { out } = await scratch.release('staging', ...pairs);
    expect(out).toMatch(/on release\/staging-backend-frontend-[0-9a-f]{12},/);
    expect(out).toContain('Release backend 0.2.0 and frontend 0.3.0 to staging');
    expect((await scratch.release('local', 'backend', 'backend:0..2')).out).toMatch(/local-backend-[0-9a-f]{12},/);
  });

  it('is safe to repeat, before it is merged and after', async () => {
    const args = ['staging', 'backend', image('backend', '0.2.0')];
    await scratch.release(...args);
    const branch = 'release/staging-backend-0.2.0';
    const before = scratch.state();
    const again = await scratch.release(...args);
    expect(again).toMatchObject({ status: 0, err: '' });
    expect(again.out).toContain(`Nothing to do: ${branch} makes exactly this change already`);
    expect(scratch.state()).toEqual(before);
    scratch.git('merge', '--quiet', '--ff-only', branch);
    scratch.push();
    const merged = await scratch.release(...args);
    expect(merged).toEqual({
      status: 0,
      err: '',
      out: 'Nothing to do: staging has this image on origin/main already.\n',
    });
  });

  it('knows its branch again when others have moved on, unless they touched the same files', async () => {
    const args = ['staging', 'backend', image('backend', '0.2.0')];
    await scratch.release(...args);
    scratch.write('README.md', 'Hello\n');
    scratch.commit('Greet');
    scratch.push();
    expect((await scratch.release(...args)).out).toContain('makes exactly this change already');
    scratch.write('src/setting.txt', 'two\n');
    scratch.commit('Set');
    scratch.push();
    const complaint = await refused(...args);
    expect(complaint).toContain('release/staging-backend-0.2.0: exists with another change');
    expect(complaint).toContain('say --replace');
    expect((await scratch.release(...args, '--replace')).status).toBe(0);
    expect(scratch.at('release/staging-backend-0.2.0', 'src/setting.txt')).toBe('two');
  });

  it('refuses a branch of that name with another change, or with more than this one', async () => {
    const args = ['staging', 'backend', image('backend', '0.2.0')];
    await scratch.release('staging', 'backend', image('backend', '0.2.0', 'b'));
    expect(await refused(...args)).toContain('exists with another change');
    scratch.git('branch', '-D', 'release/staging-backend-0.2.0');
    await scratch.release(...args);
    scratch.git('checkout', '--quiet', 'release/staging-backend-0.2.0');
    scratch.write('README.md', 'More\n');
    scratch.commit('More');
    scratch.git('checkout', '--quiet', 'main');
    expect(await refused(...args)).toContain('exists with another change');
    const title = scratch.git('log', '-1', '--format=%s', 'release/staging-backend-0.2.0~1');
    const parents = ['-p', 'main', '-p', 'release/staging-backend-0.2.0'];
    const merge = scratch.git('commit-tree', 'release/staging-backend-0.2.0~1^{tree}', ...parents, '-m', title);
    scratch.git('branch', '--force', 'release/staging-backend-0.2.0', merge);
    expect(await refused(...args)).toContain('exists with another change');
    scratch.git('branch', '--force', 'release/staging-backend-0.2.0', 'main');
    expect(await refused(...args)).toContain('exists with another change');
  });

  it('finds a branch that was pushed from elsewhere', async () => {
    const args = ['staging', 'backend', image('backend', '0.2.0'), '--push'];
    await scratch.release(...args);
    scratch.git('branch', '-D', 'release/staging-backend-0.2.0');
    const { status, out } = await scratch.release(...args);
    expect(status).toBe(0);
    expect(out).toContain('Nothing to do: origin/release/staging-backend-0.2.0 makes exactly this change already');
  });

  it('is not misled by a version that names a commit', async () => {
    const version = `0.2.0-g${scratch.git('rev-parse', '--short=12', 'HEAD')}`;
    const { status, out } = await scratch.release('staging', 'backend', image('backend', version));
    expect(status).toBe(0);
    expect(out).toContain(`Committed`);
    expect(scratch.git('rev-parse', `refs/heads/release/staging-backend-${version}^`)).toBe(
      scratch.git('rev-parse', 'main'),
    );
  });

  it('refuses an unknown environment, an unknown tier and a tier that every object has', async () => {
    expect(await refused('stagging', 'backend', image('backend', '0.2.0'))).toContain(
      'stagging: is no environment; use any of local, staging, production',
    );
    expect(await refused('staging', 'api', image('api', '0.2.0'))).toContain(
      'images/staging.json: has no tier api; use any of backend, frontend, postgres',
    );
    expect(await refused('staging', 'toString', image('api', '0.2.0'))).toContain('has no tier toString');
  });

  it.each([
    ['no tag', 'ghcr.io/shop/backend', 'has no tag, which means "latest"'],
    ['a moving tag', 'ghcr.io/shop/backend:latest', 'has the moving tag "latest"'],
    ['no reference at all', 'Backend: the new one', 'is not an image reference'],
    ['a short digest', 'ghcr.io/shop/backend@sha256:abc', 'is not an image reference'],
    ['only a tag where Argo CD delivers', 'ghcr.io/shop/backend:0.2.0', ':0.2.0@sha256:<digest>'],
    [
      'another repository',
      `ghcr.io/else/backend:0.2.0@${digest('a')}`,
      'backend has always come from ghcr.io/shop/backend',
    ],
  ])('refuses %s', async (_, reference, complaint) => {
    expect(await refused('staging', 'backend', reference)).toContain(complaint);
  });

  it('wants no digest on a laptop, nor of images that others build', async () => {
    expect(await scratch.release('local', 'backend', 'backend:0.2.0')).toMatchObject({ status: 0, err: '' });
    const postgres = ['postgres', 'docker.io/library/postgres:18.7'];
    const { status, out } = await scratch.release('staging', ...postgres);
    expect(status).toBe(0);
    expect(out).toContain('Release postgres 18.7 to staging');
    expect((await scratch.release('local', 'frontend', 'frontend:0.2.0')).out).toContain(
      'apply dist/local to its cluster',
    );
  });

  it('takes another repository if told so, and a digest without a tag', async () => {
    const moved = `ghcr.io/else/backend@${digest('c')}`;
    const { status, out } = await scratch.release('staging', 'backend', moved, '--repository-changes');
    expect(status).toBe(0);
    expect(out).toContain('Release backend cccccccccccc to staging');
  });

  it('warns if more than images changes, and shows it', async () => {
    scratch.write('src/setting.txt', 'two\n');
    scratch.commit('Forget to synthesize', () => {});
    scratch.push();
    const summary = join(scratch.folder, 'summary.md');
    const args = ['staging', 'backend', image('backend', '0.2.0'), '--summary', summary];
    const { status, out, err } = await scratch.release(...args);
    expect(status).toBe(0);
    expect(err).toMatch(/^warning: more than images changes: 9 objects in 9 files\./);
    expect(out).toContain('ConfigMap production/backend\n    data.SETTING\n      - one\n      + two\n');
    expect(readFileSync(summary, 'utf8')).toContain('> [!WARNING]\n> More than images changes: 9 objects in 9 files.');
  });

  it('shows everything and changes nothing with --dry-run', async () => {
    const [summary, output] = ['summary.md', 'output'].map((name) => join(scratch.folder, name)) as [string, string];
    const before = scratch.state();
    const args = ['staging', 'backend', image('backend', '0.2.0'), '--dry-run', '--push'];
    const { status, out } = await scratch.release(...args, '--summary', summary, '--output', output);
    expect(status).toBe(0);
    expect(out).toContain('Nothing was changed (--dry-run). It would be a commit on release/staging-backend-0.2.0');
    expect(scratch.state()).toEqual(before);
    expect(scratch.leftovers()).toEqual([]);
    const reference = image('backend', '0.2.0');
    expect(readFileSync(summary, 'utf8')).toContain(
      `| backend | \`${image('backend', '0.1.0')}\` | \`${reference}\` |`,
    );
    expect(readFileSync(output, 'utf8')).toBe(
      'changed=true\nbranch=release/staging-backend-0.2.0\ncommit=\ntitle=Release backend 0.2.0 to staging\n',
    );
  });

  it('tells workflows what came of it', async () => {
    const output = join(scratch.folder, 'output');
    const args = ['staging', 'backend', image('backend', '0.2.0'), '--output', output];
    await scratch.release(...args);
    const commit = scratch.git('rev-parse', 'release/staging-backend-0.2.0');
    const made = `changed=true\nbranch=release/staging-backend-0.2.0\ncommit=${commit}\ntitle=Release backend 0.2.0 to staging\n`;
    expect(readFileSync(output, 'utf8')).toBe(made);
    // Added, as other steps' lines are in the file; and the same again, so that a repeated job can go on.
    await scratch.release(...args);
    expect(readFileSync(output, 'utf8')).toBe(made + made);
    await scratch.release('staging', 'backend', image('backend', '0.1.0'), '--output', output);
    expect(readFileSync(output, 'utf8')).toBe(`${made + made}changed=false\nbranch=\ncommit=\ntitle=\n`);
    expect(await refused('staging', 'backend', image('backend', '0.3.0'), '--output', scratch.folder)).toContain(
      'EISDIR',
    );
  });
});
