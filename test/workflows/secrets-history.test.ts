import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Scratch } from './scratch.ts';

/** In pieces, so that nobody takes it for a secret of this repository. */
const token = ['ghp', 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'].join('_');

let scratch: Scratch;
beforeEach(() => {
  scratch = new Scratch();
});
afterEach(() => scratch.remove());

const lint = () => scratch.run('scripts/lint-secrets-history.mjs');

describe('secrets in the history', () => {
  it('passes where there are none', () => {
    scratch.commit({ 'a.txt': 'one', 'folder/b.txt': 'two' });
    scratch.commit({ 'a.txt': 'three' });
    const { status, stdout } = lint();
    expect(stdout).toBe('No secrets in 3 versions of files.\n');
    expect(status).toBe(0);
  });

  it('finds one that was taken out again, and does not print it', () => {
    scratch.commit({ 'notes.txt': `a\n${token}\n` });
    scratch.commit({ 'notes.txt': 'nothing to see' });
    const { status, stdout, stderr } = lint();
    expect(stderr).toMatch(/^notes\.txt \([0-9a-f]{12}\):2: looks like a secret/);
    expect(stdout + stderr).not.toContain(token);
    expect(status).toBe(1);
  });

  it('finds one on another branch', () => {
    scratch.commit({ 'a.txt': 'one' });
    scratch.git('switch', '--quiet', '--create', 'elsewhere');
    scratch.commit({ 'server.key': 'not even one' });
    scratch.git('switch', '--quiet', 'main');
    expect(lint().stderr).toContain('server.key (');
  });

  it('finds one that only a merge brought in', () => {
    scratch.commit({ 'a.txt': 'one' });
    scratch.git('switch', '--quiet', '--create', 'other');
    scratch.commit({ 'b.txt': 'two' });
    scratch.git('switch', '--quiet', 'main');
    scratch.commit({ 'c.txt': 'three' });
    scratch.git('merge', '--quiet', '--no-commit', '--no-ff', 'other');
    scratch.commit({ 'd.txt': token });
    scratch.git('rm', '--quiet', 'd.txt');
    scratch.commit({ 'a.txt': 'four' });
    expect(lint().stderr).toContain('d.txt (');
  });

  it('finds Secrets of Kubernetes', () => {
    scratch.commit({ 'secret.yaml': 'apiVersion: v1\nkind: Secret\ndata:\n  password: aGVsbG8=\n' });
    scratch.commit({ 'secret.yaml': 'apiVersion: v1\nkind: ConfigMap\n' });
    expect(lint().stderr).toContain('a Kubernetes Secret with data');
  });

  it('refuses a clone that lacks a part of the history', () => {
    scratch.commit({ 'a.txt': 'one' });
    const tip = scratch.commit({ 'a.txt': 'two' });
    scratch.write('.git/shallow', `${tip}\n`);
    const { status, stderr } = lint();
    expect(stderr).toContain('git fetch --unshallow');
    expect(status).toBe(1);
  });
});
