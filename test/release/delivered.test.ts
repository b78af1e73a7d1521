import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import * as commands from '../../release/commands.ts';
import { Scratch } from './scratch.ts';

jest.setTimeout(60_000);

let scratch: Scratch;

beforeEach(() => {
  scratch = new Scratch();
});
afterEach(() => scratch.remove());

const delivered = (...args: string[]) => scratch.run(commands.delivered, args);
const refused = (...args: string[]) => scratch.refusal(() => delivered(...args));
const short = (commit: string) => commit.slice(0, 12);
const remoteTags = () => scratch.git('ls-remote', '--tags', 'origin');

describe('delivered', () => {
  it('records a commit once, and says what comes next', async () => {
    const commit = scratch.try('staging', '0.2.0');
    scratch.push();
    const tag = `delivered/staging/${short(commit)}`;
    const { status, out } = await delivered('staging', commit);
    expect({ status, out }).toEqual({ status: 0, out: expect.stringContaining(`Recorded ${tag}.`) });
    expect(out).toContain(`git push origin refs/tags/${tag}`);
    expect(scratch.git('cat-file', '-t', tag)).toBe('tag');
    expect(scratch.git('rev-parse', `${tag}^{commit}`)).toBe(commit);
    expect(remoteTags()).not.toContain(tag);
    expect(await delivered('staging', commit)).toEqual({
      status: 0,
      err: '',
      out: `Nothing to do: ${tag} is recorded already.\n`,
    });
  });

  it('pushes that one tag if it is told so', async () => {
    const commit = scratch.try('staging', '0.2.0');
    scratch.push();
    scratch.git('tag', '--annotate', '--message=Mine', 'mine');
    const { status, out } = await delivered('staging', commit, '--push');
    expect({ status, out }).toEqual({ status: 0, out: expect.stringContaining('pushed to origin') });
    expect(remoteTags()).toContain(`refs/tags/delivered/staging/${short(commit)}`);
    expect(remoteTags()).not.toContain('mine');
  });

  it('changes nothing where the remote refuses', async () => {
    const commit = scratch.try('staging', '0.2.0');
    scratch.push();
    scratch.git('remote', 'set-url', '--push', 'origin', '/nowhere');
    expect(await refused('staging', commit, '--push')).toContain('/nowhere');
  });

  it('refuses an unknown environment, and a commit that Argo CD never had', async () => {
    expect(await refused('prod', 'main')).toContain('prod: is no environment');
    expect(await refused('staging', '1234567')).toContain('1234567: is no commit');
    scratch.git('checkout', '--quiet', '-b', 'feature');
    const between = scratch.try('staging', '0.2.0');
    scratch.git('checkout', '--quiet', 'main');
    scratch.git('merge', '--quiet', '--no-ff', '--no-edit', 'feature');
    scratch.push();
    expect(await refused('staging', between)).toContain('came into origin/main with a merge');
  });

  it('refuses a tag of that name that says something else', async () => {
    const first = scratch.git('rev-parse', 'HEAD');
    const commit = scratch.try('staging', '0.2.0');
    scratch.push();
    scratch.git('tag', '--annotate', '--message=Moved', `delivered/staging/${short(commit)}`, first);
    expect(await refused('staging', commit)).toContain('git tag --delete');
  });
});
