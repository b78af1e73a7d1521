import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Scratch } from './scratch.ts';

let scratch: Scratch;
let commit: string;
let origin: string;
beforeEach(() => {
  scratch = new Scratch();
  origin = scratch.origin();
  scratch.commit({ file: 'main' });
  scratch.git('push', '--quiet', 'origin', 'main');
  scratch.git('switch', '--quiet', '--create', 'release/staging-1');
  commit = scratch.commit({ file: 'release' });
  scratch.git('switch', '--quiet', 'main');
});
afterEach(() => scratch.remove());

const args = ['--branch', 'release/staging-1', '--title', 'Release 1 to "staging"', '--body-file', 'body.md'];
const propose = (...more: readonly string[]) => scratch.run('scripts/pull-request.mjs', ...args, ...more);
const pushed = () => scratch.git('--git-dir', origin, 'rev-parse', 'refs/heads/release/staging-1');
const listed = `echo '[{"number":7,"url":"https://github.com/arq-platform/arq/pull/7"}]'`;

/** GitHub's command line: whether a pull request is open already, and whether main lets it be merged at once. */
function gh({ isOpen = false, isMergeable = true } = {}): void {
  scratch.program(
    'gh',
    `case "$1 $2" in
  "pr list") if ${isOpen} || [ -f created ]; then ${listed}; else echo '[]'; fi ;;
  "pr create") touch created ;;
  "pr merge") case "$*" in *--auto) ;; *) ${isMergeable} ;; esac ;;
esac`,
  );
}

const verbs = () => scratch.calls().map((call) => call.split(' ').slice(1, 3).join(' '));

describe('opening a pull request', () => {
  it('pushes the branch and opens one', () => {
    gh();
    const { status, stdout } = propose();
    expect(stdout).toBe('https://github.com/arq-platform/arq/pull/7\n');
    expect(status).toBe(0);
    expect(pushed()).toBe(commit);
    expect(scratch.calls()).toContain(
      'gh pr create --head release/staging-1 --base main --title Release 1 to "staging" --body-file body.md',
    );
  });

  it('brings one that is open already up to date', () => {
    gh({ isOpen: true });
    expect(propose().status).toBe(0);
    expect(verbs()).toEqual(['pr list', 'pr edit']);
  });

  it('changes nothing the second time', () => {
    gh();
    propose();
    expect(propose().status).toBe(0);
    expect(verbs().filter((verb) => verb === 'pr create')).toHaveLength(1);
    expect(pushed()).toBe(commit);
  });

  it('finds a branch that is at the remote alone', () => {
    gh();
    scratch.git('push', '--quiet', 'origin', 'release/staging-1');
    scratch.git('branch', '--quiet', '-D', 'release/staging-1');
    expect(propose('--merge', 'true').stdout).toContain('Merged pull request 7.');
    expect(scratch.calls()).toContain(`gh pr merge 7 --squash --match-head-commit ${commit}`);
  });

  it('overwrites nothing that somebody else has pushed', () => {
    gh();
    scratch.git('push', '--quiet', 'origin', 'main:refs/heads/release/staging-1');
    scratch.git(
      'update-ref',
      'refs/heads/release/staging-1',
      scratch.git('commit-tree', 'main^{tree}', '-m', 'Unrelated'),
    );
    expect(propose().status).toBe(1);
    expect(pushed()).toBe(scratch.git('rev-parse', 'main'));
    expect(verbs()).toEqual([]);
  });

  it('refuses a branch that nobody has made', () => {
    gh();
    scratch.git('branch', '--quiet', '-D', 'release/staging-1');
    const { status, stderr } = propose();
    expect(stderr).toContain('release/staging-1: exists neither here nor at origin');
    expect(status).toBe(1);
  });

  it('tells what GitHub says when it refuses', () => {
    scratch.program('gh', 'echo "HTTP 403: no permission" >&2; exit 1');
    const { status, stderr } = propose();
    expect(stderr).toBe('gh pr list: HTTP 403: no permission\n');
    expect(status).toBe(1);
  });
});

describe('merging it', () => {
  it('is left to people unless it is asked for', () => {
    gh();
    propose('--merge', 'false');
    expect(verbs()).not.toContain('pr merge');
  });

  it('waits where main has rules', () => {
    gh({ isMergeable: false });
    const { status, stdout } = propose('--merge', 'true');
    expect(stdout).toContain('merged as soon as the rules of main allow it');
    expect(status).toBe(0);
    expect(scratch.calls().at(-1)).toBe(`gh pr merge 7 --squash --match-head-commit ${commit} --auto`);
  });

  it('takes nothing else for a yes', () => {
    gh();
    const { status, stderr } = propose('--merge', 'yes');
    expect(stderr).toContain('--merge yes: use true or false');
    expect(status).toBe(1);
    expect(scratch.calls()).toEqual([]);
  });
});
