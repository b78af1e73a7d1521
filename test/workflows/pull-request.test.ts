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

const pulls = 'repos/{owner}/{repo}/pulls';
const own = { number: 7, html_url: 'https://github.com/arq-platform/arq/pull/7' };

interface GitHub {
  readonly isOpen?: boolean;
  /** All open pull requests. */
  readonly others?: readonly object[];
  /** What the checks of the pull request are, look by look; the last one stays. */
  readonly checks?: readonly string[];
  /** What GitHub says to attempts to merge; afterwards it merges. */
  readonly refusals?: readonly string[];
}

const noChecks = `echo "no required checks reported on the 'release/staging-1' branch" >&2; exit 1`;
const checksAre = (...buckets: readonly string[]) =>
  `echo '${JSON.stringify(buckets.map((bucket, index) => ({ name: `Check ${index}`, bucket })))}'`;

/** Runs one script after the other, call by call; the last one again and again. */
function oneByOne(name: string, scripts: readonly string[]): string {
  const cases = scripts.map((script, index) => `${index === scripts.length - 1 ? '*' : index}) ${script} ;;`);
  return `n=$(cat ${name} 2>/dev/null || echo 0); echo $((n + 1)) > ${name}; case $n in ${cases.join(' ')} esac`;
}

/** GitHub's command line. */
function gh({ isOpen = false, others = [], checks = [noChecks], refusals = [] }: GitHub = {}): void {
  const merging = [...refusals.map((refusal) => `echo 'gh: ${refusal} (HTTP 405)' >&2; exit 1`), `echo '{}'`];
  scratch.program(
    'gh',
    `case "$*" in
  "pr checks"*) ${oneByOne('looks', checks)} ;;
  *"per_page=100") echo '${JSON.stringify(others)}' ;;
  "api ${pulls}?"*) if ${isOpen} || [ -f created ]; then echo '[${JSON.stringify(own)}]'; else echo '[]'; fi ;;
  "api --method PUT"*) ${oneByOne('merges', merging)} ;;
  "api ${pulls} --method POST"*) touch created; echo '${JSON.stringify(own)}' ;;
  *) echo '${JSON.stringify(own)}' ;;
esac`,
  );
}

const calls = (part: string) => scratch.calls().filter((call) => call.includes(part));
const content = '--raw-field title=Release 1 to "staging" --field body=@body.md';
const put = () => `gh api --method PUT ${pulls}/7/merge --raw-field sha=${commit} --raw-field merge_method=squash`;

describe('opening a pull request', () => {
  it('pushes the branch and opens one', () => {
    gh();
    const { status, stdout } = propose();
    expect(stdout).toBe('https://github.com/arq-platform/arq/pull/7\n');
    expect(status).toBe(0);
    expect(pushed()).toBe(commit);
    expect(scratch.calls()).toEqual([
      `gh api ${pulls}?state=open&base=main&head={owner}:release%2Fstaging-1`,
      `gh api ${pulls} --method POST --raw-field head=release/staging-1 --raw-field base=main ${content}`,
    ]);
  });

  it('brings one that is open already up to date, by no more than the right to write pull requests', () => {
    gh({ isOpen: true });
    expect(propose().status).toBe(0);
    expect(scratch.calls().slice(1)).toEqual([`gh api ${pulls}/7 --method PATCH ${content}`]);
  });

  it('changes nothing the second time', () => {
    gh();
    propose();
    expect(propose().status).toBe(0);
    expect(calls('--method POST')).toHaveLength(1);
    expect(pushed()).toBe(commit);
  });

  it('finds a branch that is at the remote alone', () => {
    gh();
    scratch.git('push', '--quiet', 'origin', 'release/staging-1');
    scratch.git('branch', '--quiet', '-D', 'release/staging-1');
    expect(propose('--merge', 'true').stdout).toContain('Merged pull request 7.');
    expect(scratch.calls().at(-1)).toBe(put());
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
    expect(calls('gh api')).toEqual([]);
  });

  it('replaces what was fetched, if it is told to, but nothing newer', () => {
    gh();
    const [older, newer] = ['Older', 'Newer'].map((name) =>
      scratch.git('commit-tree', 'main^{tree}', '-p', 'main', '-m', name),
    ) as [string, string];
    scratch.git('push', '--quiet', 'origin', `${older}:refs/heads/release/staging-1`);
    expect(propose().status).toBe(1);
    scratch.git('--git-dir', origin, 'fetch', '--quiet', scratch.folder, newer);
    scratch.git('--git-dir', origin, 'update-ref', 'refs/heads/release/staging-1', newer);
    expect(propose('--replace').status).toBe(1);
    expect(pushed()).toBe(newer);
    scratch.git('fetch', '--quiet', 'origin');
    expect(propose('--replace').status).toBe(0);
    expect(pushed()).toBe(commit);
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
    expect(stderr).toBe(
      `gh api ${pulls}?state=open&base=main&head={owner}:release%2Fstaging-1: HTTP 403: no permission\n`,
    );
    expect(status).toBe(1);
  });
});

describe('superseding others', () => {
  const repo = { full_name: 'arq-platform/arq' };
  const other = (number: number, ref: string, from: object | null = repo) => ({
    number,
    head: { ref, repo: from },
    base: { repo },
  });

  it('closes older ones of the same kind, and says what came instead', () => {
    const others = [
      other(3, 'release/staging-0'),
      other(4, 'promote/staging-production-0'),
      other(5, 'release/staging-0', { full_name: 'somebody/arq' }),
      other(6, 'release/staging-0', null),
      other(7, 'release/staging-1'),
      other(8, 'release/staging-2'),
    ];
    gh({ others });
    const { status, stdout } = propose('--supersedes', 'release/staging-');
    expect(stdout).toContain('Closed pull request 3, which this one supersedes.');
    expect(status).toBe(0);
    expect(scratch.calls().slice(-2)).toEqual([
      'gh api repos/{owner}/{repo}/issues/3/comments --raw-field body=#7 came instead.',
      `gh api ${pulls}/3 --method PATCH --raw-field state=closed`,
    ]);
    expect(calls('state=closed')).toHaveLength(1);
  });

  it('closes none unless asked to, and never all', () => {
    gh({ others: [other(3, 'release/staging-0')] });
    propose();
    expect(propose('--supersedes', '').status).toBe(1);
    expect(calls('state=closed')).toEqual([]);
  });
});

describe('merging it', () => {
  const merge = (...more: readonly string[]) => propose('--merge', 'true', '--interval', '0', ...more);

  it('is left to people unless it is asked for', () => {
    gh();
    propose('--merge', 'false');
    expect(calls('/merge')).toEqual([]);
  });

  it('waits until the required checks have passed', () => {
    gh({ checks: [checksAre('pass', 'pending'), checksAre('pass', 'pending'), checksAre('pass', 'skipping')] });
    const { status, stdout } = merge();
    expect(stdout).toContain('Merged pull request 7.');
    expect(status).toBe(0);
    expect(calls('gh pr checks 7 --required --json name,bucket')).toHaveLength(3);
    expect(calls('/merge')).toEqual([put()]);
  });

  it.each(['fail', 'cancel'])('does not merge what a check is "%s" for', (bucket) => {
    gh({ checks: [checksAre('pass', bucket, 'pending')] });
    const { status, stderr } = merge();
    expect(stderr).toContain('pull request 7: Check 1 failed, so it is not merged');
    expect(status).toBe(1);
    expect(calls('/merge')).toEqual([]);
  });

  it.each([
    'Repository rule violations found\n\nRequired status check "Code" is expected.',
    'Base branch was modified. Review and try the merge again.',
  ])('tries again after "%s"', (refusal) => {
    gh({ checks: ['echo "no checks reported on the branch" >&2; exit 1'], refusals: [refusal, refusal] });
    expect(merge().status).toBe(0);
    expect(calls('/merge')).toHaveLength(3);
  });

  it('gives up at once where GitHub wants a review', () => {
    gh({ refusals: ['At least 1 approving review is required by reviewers with write access.'] });
    const { status, stderr } = merge();
    expect(stderr).toContain('GitHub refuses to merge it: gh: At least 1 approving review is required');
    expect(status).toBe(1);
    expect(calls('/merge')).toHaveLength(1);
  });

  it('gives up some time, and says what it has waited for', () => {
    gh({ checks: [checksAre('pending')] });
    const { status, stderr } = merge('--minutes', '0');
    expect(stderr).toContain('not merged within 0 minutes (waiting for Check 0)');
    expect(status).toBe(1);
  });

  it('does not take a failure to read the checks for none', () => {
    gh({ checks: ['echo "HTTP 403: Resource not accessible by integration" >&2; exit 1'] });
    expect(merge().stderr).toContain('Resource not accessible');
    expect(calls('/merge')).toEqual([]);
  });

  it('takes nothing else for a yes, or for a number', () => {
    gh();
    const { status, stderr } = propose('--merge', 'yes');
    expect(stderr).toContain('--merge yes: use true or false');
    expect(status).toBe(1);
    expect(merge('--minutes', 'soon').stderr).toContain('--minutes soon: use a number');
    expect(merge('--minutes', '').status).toBe(1);
    expect(scratch.calls()).toEqual([]);
  });
});
