import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from './programs.mjs';

/** Refusals that time mends: a check that has not begun, somebody else's merge. */
const transient = /status check|base branch was modified/i;

/**
 * Merges a pull request once its required checks have passed. By the plain request: `gh pr merge` refuses by itself what
 * lacks a review, before GitHub is asked whether this account may do without; and `--auto` waits for that review.
 * @param {number} number
 * @param {string} commit what is merged, and nothing that was pushed since
 * @param {{ minutes: number, seconds: number }} patience how long it waits for checks, and between two looks at them
 * @throws {Error} if a check fails or takes too long, or GitHub refuses for another reason
 */
export async function merge(number, commit, { minutes, seconds }) {
  const deadline = Date.now() + minutes * 60_000;
  for (;;) {
    const reason = unfinished(number) ?? attempt(number, commit);
    if (reason === undefined) return;
    if (Date.now() >= deadline) {
      throw new Error(
        `pull request ${number}: not merged within ${minutes} minutes (${reason}); merge it by hand, or run this again`,
      );
    }
    await sleep(seconds * 1_000);
  }
}

/** Which required checks are not through; nothing where all are, or none is required. */
function unfinished(number) {
  const checks = requiredChecks(number);
  const named = (...buckets) => checks.filter(({ bucket }) => buckets.includes(bucket)).map(({ name }) => name);
  const failed = named('fail', 'cancel');
  if (failed.length > 0) {
    throw new Error(`pull request ${number}: ${failed.join(', ')} failed, so it is not merged; look there first`);
  }
  const pending = named('pending');
  return pending.length > 0 ? `waiting for ${pending.join(', ')}` : undefined;
}

function requiredChecks(number) {
  try {
    return JSON.parse(run('gh', ['pr', 'checks', `${number}`, '--required', '--json', 'name,bucket']));
  } catch (error) {
    // Either none is required or none has begun. Which one, GitHub says when it is asked to merge.
    if (/no (required )?checks reported/.test(error.message)) return [];
    throw error;
  }
}

/** Why it cannot be merged yet; nothing once it is merged. */
function attempt(number, commit) {
  const path = `repos/{owner}/{repo}/pulls/${number}/merge`;
  const fields = ['--raw-field', `sha=${commit}`, '--raw-field', 'merge_method=squash'];
  const { status, stderr, error } = spawnSync('gh', ['api', '--method', 'PUT', path, ...fields], { encoding: 'utf8' });
  if (error) throw new Error(`gh: cannot be started (${error.message}); install it`);
  if (status === 0) return undefined;
  const reason = stderr.trim().replaceAll(/\s*\n\s*/g, ' ') || `exit code ${status}`;
  if (transient.test(reason)) return reason;
  throw new Error(
    `pull request ${number}: GitHub refuses to merge it: ${reason}; docs/bootstrap.md tells what it needs`,
  );
}
