import { ask, run } from './programs.mjs';

/**
 * Pushes a branch if it is here.
 * @param {boolean} replace whether it may take the place of what the remote had when it was last fetched
 * @returns the commit that the remote has then
 */
export function push(branch, replace) {
  const ref = `refs/heads/${branch}`;
  const local = commitOf(ref);
  const remote = commitOf(`refs/remotes/origin/${branch}`);
  if (local !== undefined) {
    const login = ['-c', 'credential.helper=', '-c', 'credential.helper=!gh auth git-credential'];
    // Whoever has pushed another commit meanwhile is not overwritten.
    const lease = replace && remote !== undefined ? [`--force-with-lease=${ref}:${remote}`] : [];
    run('git', [...login, 'push', ...lease, 'origin', `${ref}:${ref}`]);
    return local;
  }
  if (remote !== undefined) return remote;
  throw new Error(`${branch}: exists neither here nor at origin; run release, promote or rollback first`);
}

/** Not by rev-parse, which takes the end of a branch that is missing for the name of a commit: `…-g1a2b3c4d5e6f`. */
function commitOf(ref) {
  return ask('git', ['show-ref', '--verify', '--hash', ref]);
}
