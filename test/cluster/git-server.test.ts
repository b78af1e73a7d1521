import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { GitRepository } from './git-repository.ts';
import { GitServer } from './git-server.ts';

let repository: GitRepository;
let server: GitServer;
let folder: string;
let url: string;
beforeEach(async () => {
  jest.spyOn(console, 'log').mockImplementation(() => undefined);
  repository = new GitRepository();
  server = new GitServer(repository.root);
  folder = mkdtempSync(join(tmpdir(), 'arq-clone-'));
  url = `http://127.0.0.1:${await server.listen('127.0.0.1')}/${repository.path}`;
});
afterEach(() => {
  jest.restoreAllMocks();
  server.close();
  repository.remove();
  rmSync(folder, { recursive: true });
});

/** Not at once: the server is in this process. */
function git(...args: readonly string[]): Promise<{ status: number | null; output: string }> {
  const program = spawn('git', args, { cwd: folder, env: { ...process.env, GIT_TERMINAL_PROMPT: '0' } });
  const chunks: Buffer[] = [];
  for (const stream of [program.stdout, program.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve) => {
    program.on('close', (status) => resolve({ status, output: Buffer.concat(chunks).toString() }));
  });
}

describe('the repository of a check', () => {
  it('is cloned and followed by HTTP', async () => {
    const one = repository.commit('One', { 'dist/staging/a.yaml': 'a: 1\n', 'dist/staging/b.yaml': 'b: 1\n' });
    expect((await git('ls-remote', url, 'refs/heads/main')).output).toBe(`${one}\trefs/heads/main\n`);
    expect((await git('clone', '--quiet', url, 'clone')).status).toBe(0);
    expect(readFileSync(join(folder, 'clone/dist/staging/a.yaml'), 'utf8')).toBe('a: 1\n');

    const two = repository.commit('Two', { 'dist/staging/a.yaml': 'a: 2\n' });
    expect((await git('-C', 'clone', 'fetch', '--quiet', 'origin', two)).status).toBe(0);
    expect((await git('-C', 'clone', 'ls-tree', '-r', '--name-only', two)).output).toBe('dist/staging/a.yaml\n');
  });

  it('is a commit of its own each time, even with nothing new', () => {
    const files = { 'a.yaml': 'a: 1\n' };
    expect(repository.commit('One', files)).not.toBe(repository.commit('Two', files));
  });

  it('takes no push', async () => {
    repository.commit('One', { 'a.yaml': 'a: 1\n' });
    await git('clone', '--quiet', url, 'clone');
    const { status } = await git('-C', 'clone', 'push', 'origin', 'HEAD:refs/heads/other');
    expect(status).not.toBe(0);
  });

  it('is nothing but that', async () => {
    repository.commit('One', { 'a.yaml': 'a: 1\n' });
    const { status } = await git('clone', '--quiet', url.replace('/arq.git', '/elsewhere.git'), 'clone');
    expect(status).not.toBe(0);
  });
});
