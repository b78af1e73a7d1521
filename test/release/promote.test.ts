import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { digest, images, Scratch } from './scratch.ts';

jest.setTimeout(60_000);

let scratch: Scratch;

beforeEach(() => {
  scratch = new Scratch();
});
afterEach(() => scratch.remove());

const refused = (...args: string[]) => scratch.refusal(() => scratch.promote(...args));
const short = (commit: string) => commit.slice(0, 12);

describe('promote', () => {
  it('moves exactly what staging runs, and nothing else', async () => {
    scratch.setImages('staging', { ...images('0.2.0'), postgres: 'docker.io/library/postgres:18.7' });
    const delivered = scratch.commit('staging 0.2.0');
    scratch.prove('staging');
    scratch.push();
    const { status, out, err } = await scratch.promote('staging', 'production');
    expect({ status, err }).toEqual({ status: 0, err: '' });
    const branch = `promote/staging-production-${short(delivered)}`;
    expect(scratch.git('diff', '--name-only', 'main', branch).split('\n')).toEqual([
      'dist/production/backend.yaml',
      'dist/production/frontend.yaml',
      'images/production.json',
    ]);
    expect(JSON.parse(scratch.at(branch, 'images/production.json'))).toEqual(images('0.2.0'));
    expect(scratch.git('log', '-1', '--format=%s', branch)).toBe(
      'Promote backend and frontend 0.2.0 from staging to production',
    );
    expect(out).toContain(`staging has these images since ${short(delivered)}, and was healthy with them at`);
    expect(out).toContain('Argo CD delivers production once it is in main.');
  });

  it('moves the images of others only if told so', async () => {
    scratch.setImages('staging', { ...images('0.1.0'), postgres: 'docker.io/library/postgres:18.7' });
    scratch.commit('A database');
    scratch.prove('staging');
    scratch.push();
    expect((await scratch.promote('staging', 'production')).out).toMatch(/^Nothing to do: production has the images/);
    const { status, out } = await scratch.promote('staging', 'production', '--all');
    expect(status).toBe(0);
    expect(out).toContain('Promote postgres 18.7 from staging to production');
  });

  it('is safe to repeat, also while others move on, and after the merge', async () => {
    const delivered = scratch.deliver('staging', '0.2.0');
    scratch.push();
    await scratch.promote('staging', 'production');
    const branch = `promote/staging-production-${short(delivered)}`;
    scratch.write('README.md', 'Hello\n');
    scratch.commit('Greet');
    scratch.push();
    const before = scratch.state();
    expect((await scratch.promote('staging', 'production')).out).toContain(`Nothing to do: ${branch} makes exactly`);
    expect(scratch.state()).toEqual(before);
    scratch.git('merge', '--quiet', '--no-ff', '--no-edit', branch);
    scratch.push();
    const { status, out } = await scratch.promote('staging', 'production');
    expect({ status, out }).toEqual({
      status: 0,
      out: expect.stringMatching(/^Nothing to do: production has the images of staging \([0-9a-f]{12}\) already\.\n$/),
    });
  });

  it('moves what staging ran at a revision, even if it has moved on', async () => {
    const healthy = scratch.deliver('staging', '0.2.0');
    scratch.deliver('staging', '0.3.0');
    scratch.push();
    expect((await scratch.promote('staging', 'production', '--revision', healthy)).out).toContain(
      'frontend 0.2.0 from',
    );
    expect((await scratch.promote('staging', 'production')).out).toContain('frontend 0.3.0 from');
  });

  it('refuses directions that releases do not take, and unknown environments', async () => {
    expect(await refused('production', 'staging')).toContain(
      'production to staging: releases do not move that way; they move from staging to production',
    );
    expect(await refused('local', 'production')).toContain('local to production: releases do not move that way');
    expect(await refused('staging', 'staging')).toContain('staging to staging: releases do not move that way');
    expect(await refused('staging', 'prod')).toContain(
      'prod: is no environment; use any of local, staging, production',
    );
    expect(await refused('test', 'production')).toContain('test: is no environment');
  });

  it('refuses a revision that is unknown or not delivered', async () => {
    expect(await refused('staging', 'production', '--revision', '1234567')).toContain(
      '1234567: is no commit that is known',
    );
    scratch.git('checkout', '--quiet', '-b', 'feature');
    const commit = scratch.deliver('staging', '0.2.0');
    scratch.git('checkout', '--quiet', 'main');
    expect(await refused('staging', 'production', '--revision', commit)).toContain(`${commit}: is not in origin/main`);
    expect(await refused('staging', 'production', '--revision=--all')).toContain('--all: is no commit');
  });

  it('takes what staging has on the delivered branch, not what is checked out', async () => {
    scratch.git('checkout', '--quiet', '-b', 'feature');
    scratch.deliver('staging', '0.2.0');
    expect((await scratch.promote('staging', 'production')).out).toContain('Nothing to do');
    scratch.git('checkout', '--quiet', 'main');
    scratch.try('staging', '0.2.0');
    // Not pushed: Argo CD does not know of it.
    expect(await refused('staging', 'production')).toContain('main: is 1 ahead of origin/main');
  });

  it('refuses what a merged branch tried in between: staging never ran it', async () => {
    scratch.git('checkout', '--quiet', '-b', 'feature');
    const tried = scratch.deliver('staging', '0.2.0');
    scratch.deliver('staging', '0.3.0');
    scratch.git('checkout', '--quiet', 'main');
    scratch.git('merge', '--quiet', '--no-ff', '--no-edit', 'feature');
    scratch.prove('staging');
    scratch.push();
    const complaint = await refused('staging', 'production', '--revision', tried);
    expect(complaint).toContain(`staging: was never proved with the images of ${short(tried)} together`);
    expect((await scratch.promote('staging', 'production')).status).toBe(0);
  });

  it('refuses images that never stood together', async () => {
    scratch.git('checkout', '--quiet', '-b', 'feature');
    scratch.setImages('staging', { ...images('0.2.0'), frontend: images('0.3.0').frontend });
    const mixed = scratch.commit('Mixed');
    scratch.git('checkout', '--quiet', 'main');
    for (const version of ['0.2.0', '0.3.0']) scratch.deliver('staging', version);
    scratch.git('merge', '--quiet', '--no-edit', '--strategy=ours', 'feature');
    scratch.push();
    expect(await refused('staging', 'production', '--revision', mixed)).toContain('was never proved with');
  });

  it('refuses what only the image file names: Argo CD reads the generated files', async () => {
    scratch.setImages('staging', images('0.2.0'));
    const commit = scratch.commit('Forget to synthesize', () => {});
    scratch.prove('staging');
    scratch.push();
    expect(await refused('staging', 'production')).toContain(
      `was never proved with the images of ${short(commit)} together`,
    );
    scratch.commit('Synthesize');
    scratch.prove('staging');
    scratch.push();
    expect((await scratch.promote('staging', 'production')).status).toBe(0);
    // The images are the same, and by now they have run.
    expect((await scratch.promote('staging', 'production', '--revision', commit)).status).toBe(0);
  });

  it('refuses an image without a digest, and one from another repository', async () => {
    scratch.setImages('staging', { ...images('0.1.0'), backend: 'ghcr.io/shop/backend:0.2.0' });
    scratch.commit('By hand');
    scratch.prove('staging');
    scratch.push();
    expect(await refused('staging', 'production')).toContain(
      'production, backend: ghcr.io/shop/backend:0.2.0 has no digest',
    );
    scratch.setImages('staging', { ...images('0.1.0'), backend: `ghcr.io/else/backend:0.2.0@${digest('a')}` });
    scratch.commit('Moved');
    scratch.prove('staging');
    scratch.push();
    expect(await refused('staging', 'production')).toContain('comes from ghcr.io/else/backend');
    expect((await scratch.promote('staging', 'production', '--repository-changes')).status).toBe(0);
  });

  it('refuses environments with other tiers, and image files that are none', async () => {
    scratch.setImages('production', { backend: images('0.1.0').backend });
    scratch.commit('Half');
    scratch.push();
    expect(await refused('staging', 'production')).toContain('images/production.json: names no image for frontend');
    scratch.write('images/production.json', '[]\n');
    scratch.commit('None', () => {});
    scratch.push();
    expect(await refused('staging', 'production')).toContain(
      'images/production.json: is no object with one image per tier',
    );
    scratch.git('rm', '--quiet', 'images/production.json');
    scratch.commit('Gone', () => {});
    scratch.push();
    expect(await refused('staging', 'production')).toContain('images/production.json: does not exist at');
  });
});

describe('what proves a promotion', () => {
  it('is that staging was healthy with these images, not that somebody named them', async () => {
    const good = scratch.deliver('staging', '0.2.0');
    const aborted = scratch.try('staging', '0.3.0');
    scratch.push();
    expect(await refused('staging', 'production', '--revision', aborted)).toContain(
      `staging: was never proved with the images of ${short(aborted)} together, in its image file and in dist/staging; ` +
        `the newest commit that is proved is ${short(good)} (delivered/staging/${short(good)})`,
    );
    expect((await scratch.promote('staging', 'production')).out).toContain('frontend 0.2.0 from staging');
    scratch.prove('staging', aborted);
    expect((await scratch.promote('staging', 'production')).out).toContain('frontend 0.3.0 from staging');
  });

  it('is asked for even where nothing was ever proved', async () => {
    scratch.git('tag', '--delete', ...scratch.git('tag', '--list', 'delivered/staging/*').split('\n'));
    scratch.try('staging', '0.2.0');
    scratch.push();
    const complaint = await refused('staging', 'production');
    expect(complaint).toContain('staging: no commit of origin/main is proved, so nothing can be promoted');
    expect(complaint).toContain('"npm run delivered -- staging <commit>"');
  });

  it('counts for the environment that it names', async () => {
    const commit = scratch.try('staging', '0.2.0');
    scratch.prove('production', commit);
    scratch.push();
    expect(await refused('staging', 'production', '--revision', commit)).toContain('was never proved');
  });

  it('leads no environment backwards unless that is insisted on', async () => {
    const older = scratch.deliver('staging', '0.2.0');
    scratch.deliver('staging', '0.3.0');
    scratch.deliver('production', '0.3.0');
    scratch.push();
    expect(await refused('staging', 'production', '--revision', older)).toContain('would go backwards: staging got');
    const { status, out } = await scratch.promote('staging', 'production', '--revision', older, '--older');
    expect(status).toBe(0);
    expect(out).toContain('Return production to backend and frontend 0.2.0 of staging');
  });
});
