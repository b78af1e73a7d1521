import { commonUsage, runCommandLine } from './command-line.ts';
import { deliver } from './delivery.ts';
import type { Project } from './project.ts';
import { decidePromote } from './promote.ts';
import { UsageError } from './refusal.ts';
import { decideRollback } from './rollback.ts';
import { decideSetImage } from './set-image.ts';

const releaseUsage = `Usage: npm run release -- set-image <environment> <tier> <reference> [<tier> <reference> ...] [options]

Gives tiers of an environment other images: one commit with the image file and everything that is generated from it. The
reference names a fixed tag, a digest or both; this project's own images need a digest where Argo CD delivers them.

  --repository-changes   let an image come from another repository than before
${commonUsage}`;

/** `npm run release`. */
export function release(project: Project, args: readonly string[]): Promise<number> {
  return runCommandLine(releaseUsage, args, { 'repository-changes': { type: 'boolean' } }, (line) => {
    const [command, environment, ...pairs] = line.positionals;
    if (command !== 'set-image') throw new UsageError(`${command ?? 'no command'}: the command is "set-image"`);
    if (environment === undefined || pairs.length === 0 || pairs.length % 2 > 0) {
      throw new UsageError(`set-image: needs an environment, then a reference for each tier`);
    }
    const images = imagesOf(pairs);
    const request = { environment, images, repositoryChanges: line.has('repository-changes') };
    return deliver(project, line.options, (situation) => decideSetImage(situation, request));
  });
}

const promoteUsage = `Usage: npm run promote -- <from> <to> [options]

Moves the images that one environment runs to the next one, exactly as they stand: this project's own, no configuration.

  --revision <commit>    what <from> was healthy at, as Argo CD reports it (default: the delivered branch)
  --all                  move the images that others build, too
  --repository-changes   let an image come from another repository than before
${commonUsage}`;

/** `npm run promote`. */
export function promote(project: Project, args: readonly string[]): Promise<number> {
  const own = {
    revision: { type: 'string' },
    all: { type: 'boolean' },
    'repository-changes': { type: 'boolean' },
  } as const;
  return runCommandLine(promoteUsage, args, own, (line) => {
    const [from, to, ...others] = line.positionals;
    if (from === undefined || to === undefined || others.length > 0) {
      throw new UsageError('promote: needs two environments');
    }
    const [all, repositoryChanges] = [line.has('all'), line.has('repository-changes')];
    const request = { from, to, all, repositoryChanges, revision: line.text('revision') };
    return deliver(project, line.options, (situation) => decidePromote(situation, request));
  });
}

const rollbackUsage = `Usage: npm run rollback -- <environment> [--to <commit>] [options]

Returns this project's own images to what the environment ran before, as of any commit of the delivered branch. No
configuration returns, and neither does the database.

  --to <commit>          whose images return (default: the release before the present one)
  --failed <commit>      do nothing once the environment has other images than at this commit
  --accept-contract-risk go back further than contract migrations wait for
${commonUsage}`;

/** `npm run rollback`. */
export function rollback(project: Project, args: readonly string[]): Promise<number> {
  const own = {
    to: { type: 'string' },
    failed: { type: 'string' },
    'accept-contract-risk': { type: 'boolean' },
  } as const;
  return runCommandLine(rollbackUsage, args, own, (line) => {
    const [environment, ...others] = line.positionals;
    if (environment === undefined || others.length > 0) throw new UsageError('rollback: needs one environment');
    const acceptContractRisk = line.has('accept-contract-risk');
    const request = { environment, to: line.text('to'), failed: line.text('failed'), acceptContractRisk };
    return deliver(project, line.options, (situation) => decideRollback(situation, request));
  });
}

function imagesOf(pairs: readonly string[]): Map<string, string> {
  const images = new Map<string, string>();
  for (let index = 0; index < pairs.length; index += 2) {
    const [tier = '', reference = ''] = pairs.slice(index, index + 2);
    if (images.has(tier)) throw new UsageError(`set-image: names ${tier} twice`);
    images.set(tier, reference);
  }
  return images;
}
