import { commonUsage, deliveryOptions, deliveryOptionsOf, runCommandLine } from './command-line.ts';
import { recordDelivered } from './delivered.ts';
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
  const own = { ...deliveryOptions, 'repository-changes': { type: 'boolean' } } as const;
  return runCommandLine(releaseUsage, args, own, (line) => {
    const [command, environment, ...pairs] = line.positionals;
    if (command !== 'set-image') throw new UsageError(`${command ?? 'no command'}: the command is "set-image"`);
    if (environment === undefined || pairs.length === 0 || pairs.length % 2 > 0) {
      throw new UsageError(`set-image: needs an environment, then a reference for each tier`);
    }
    const images = imagesOf(pairs);
    const request = { environment, images, repositoryChanges: line.has('repository-changes') };
    return deliver(project, deliveryOptionsOf(line), (situation) => decideSetImage(situation, request));
  });
}

const promoteUsage = `Usage: npm run promote -- <from> <to> [options]

Moves the images that one environment has served with to the next one, exactly as they stand: this project's own, no
configuration. What proves them is a tag delivered/<from>/..., see "npm run delivered".

  --revision <commit>    whose images move (default: the newest commit at which <from> was proved)
  --older                insist on images that <from> got before those that <to> has
  --all                  move the images that others build, too
  --repository-changes   let an image come from another repository than before
${commonUsage}`;

/** `npm run promote`. */
export function promote(project: Project, args: readonly string[]): Promise<number> {
  const own = {
    ...deliveryOptions,
    revision: { type: 'string' },
    all: { type: 'boolean' },
    older: { type: 'boolean' },
    'repository-changes': { type: 'boolean' },
  } as const;
  return runCommandLine(promoteUsage, args, own, (line) => {
    const [from, to, ...others] = line.positionals;
    if (from === undefined || to === undefined || others.length > 0) {
      throw new UsageError('promote: needs two environments');
    }
    const flags = { all: line.has('all'), older: line.has('older'), repositoryChanges: line.has('repository-changes') };
    const request = { from, to, ...flags, revision: line.text('revision') };
    return deliver(project, deliveryOptionsOf(line), (situation) => decidePromote(situation, request));
  });
}

const rollbackUsage = `Usage: npm run rollback -- <environment> [--to <commit>] [options]

Returns this project's own images to what the environment ran before, as of any commit of the delivered branch. No
configuration returns, and neither does the database. What has served is told by tags delivered/<environment>/..., see
"npm run delivered".

  --to <commit>          whose images return (default: the newest proved ones that differ from the present ones)
  --failed <commit>      do nothing once the environment has other images than at this commit, or if those were proved
  --accept-contract-risk go back further than contract migrations wait for
${commonUsage}`;

/** `npm run rollback`. */
export function rollback(project: Project, args: readonly string[]): Promise<number> {
  const own = {
    ...deliveryOptions,
    to: { type: 'string' },
    failed: { type: 'string' },
    'accept-contract-risk': { type: 'boolean' },
  } as const;
  return runCommandLine(rollbackUsage, args, own, (line) => {
    const [environment, ...others] = line.positionals;
    if (environment === undefined || others.length > 0) throw new UsageError('rollback: needs one environment');
    const acceptContractRisk = line.has('accept-contract-risk');
    const request = { environment, to: line.text('to'), failed: line.text('failed'), acceptContractRisk };
    return deliver(project, deliveryOptionsOf(line), (situation) => decideRollback(situation, request));
  });
}

const deliveredUsage = `Usage: npm run delivered -- <environment> <revision> [options]

Records that the environment was synced and healthy at a commit of the delivered branch, by an annotated tag
delivered/<environment>/<first 12 digits of the commit>. promote and rollback go by nothing else. Safe to repeat.

  --push                 push the tag; with GH_TOKEN, by the login of gh
  --output <file>        add "tag" and "changed" as key=value lines
  --help                 show this text

Exit code: 0 done, or nothing to do (changed=false); 1 refused or failed, and nothing was changed; 2 wrong usage.`;

/** `npm run delivered`. */
export function delivered(project: Project, args: readonly string[]): Promise<number> {
  const own = { push: { type: 'boolean' }, output: { type: 'string' } } as const;
  return runCommandLine(deliveredUsage, args, own, async (line) => {
    const [environment, revision, ...others] = line.positionals;
    if (!environment || !revision || others.length > 0) {
      throw new UsageError('delivered: needs an environment and a revision');
    }
    recordDelivered(project, { environment, revision, push: line.has('push'), output: line.text('output') });
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
