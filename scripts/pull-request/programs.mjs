import { spawnSync } from 'node:child_process';

/** What a program prints; nothing where it fails, which is an answer too. */
export function ask(program, args) {
  const { status, stdout } = spawnSync(program, args, { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/**
 * What a program prints.
 * @throws {Error} with what it has to say, if it is missing or fails
 */
export function run(program, args) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (error) throw new Error(`${program}: cannot be started (${error.message}); install it`);
  if (status !== 0)
    throw new Error(`${program} ${args.slice(0, 2).join(' ')}: ${stderr.trim() || `exit code ${status}`}`);
  return stdout.trim();
}

/** GitHub's answer to a request by `gh api`, which puts the repository of the checkout for `{owner}/{repo}`. */
export function api(path, ...args) {
  return JSON.parse(run('gh', ['api', path, ...args]));
}
