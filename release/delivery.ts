import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Base, currentBranch, findBase, type Point } from './base.ts';
import { requireCleanCheckout } from './checkout.ts';
import { Git } from './git.ts';
import { type Checkpoint, interruptible } from './interruption.ts';
import { reportMarkdown } from './markdown.ts';
import { commitMessage } from './message.ts';
import { nextStep } from './next-step.ts';
import { imageFileOf, type Project } from './project.ts';
import { commitStaged, existingBranch, publish, push } from './publication.ts';
import { formatReferences, type References, shortOf } from './references.ts';
import { Refusal } from './refusal.ts';
import { releaseReport } from './release-report.ts';
import { type ReleaseReport, reportText, unexpectedWarning } from './report.ts';
import { stage } from './staged-change.ts';
import { inWorktree } from './worktree.ts';

/** How a release is made, whatever it is. */
export interface DeliveryOptions {
  /** Whether the commit goes onto the branch that is checked out, instead of one of its own. */
  readonly here: boolean;
  readonly push: boolean;
  /** Whether it is only shown. */
  readonly dryRun: boolean;
  /** File that the report is written to, as Markdown. */
  readonly summary?: string;
  /** File that the outcome is added to, as `key=value`. */
  readonly output?: string;
}

/** What a command knows when it decides what to release. */
export interface Situation {
  readonly git: Git;
  readonly project: Project;
  readonly base: Base;
  /** What the commit goes on top of. */
  readonly start: Point;
}

/** A release that is to be made. */
export interface Plan {
  readonly environment: string;
  /** All references of the environment from now on. */
  readonly references: References;
  /** Name of a branch for it. */
  readonly branch: string;
  /** First line of the commit. */
  readonly title: string;
  /** What reviewers should know. */
  readonly notes?: readonly string[];
  /** What reviewers must not overlook. */
  readonly warnings?: readonly string[];
}

/** A release, or why there is none to be made. */
export type Decision = Plan | { readonly nothing: string };

/**
 * Makes a release: a commit with new images and everything that is generated from them. All of it happens in a
 * worktree of its own and is published at once in the end; whatever fails before leaves the repository as it was.
 */
export function deliver(
  project: Project,
  options: DeliveryOptions,
  decide: (situation: Situation) => Decision,
): Promise<void> {
  return interruptible(async (checkpoint) => {
    const git = new Git(project.root);
    requireCleanCheckout(git);
    const base = findBase(git, project.branch, options.here);
    const situation = { git, project, base, start: options.here ? currentBranch(git) : base };
    // One that cannot be written should be known before there is anything to write.
    writeOutput(options, {});
    const decision = decide(situation);
    if ('nothing' in decision) {
      console.log(`Nothing to do: ${decision.nothing}.`);
      writeOutput(options, { changed: 'false', branch: '', commit: '', title: '' });
      return;
    }
    const { branch, commit } = await make(situation, decision, options, checkpoint);
    writeOutput(options, { changed: 'true', branch, commit, title: decision.title });
  });
}

/** Returns the branch, and the commit unless it was only shown. */
async function make(situation: Situation, plan: Plan, options: DeliveryOptions, checkpoint: Checkpoint) {
  const { git, project, start } = situation;
  const branch = options.here ? start.name : plan.branch;
  return inWorktree(git, start.commit, async (tree) => {
    await checkpoint();
    writeFileSync(join(tree.folder, imageFileOf(project, plan.environment)), formatReferences(plan.references));
    await project.synthesize(tree.folder, start.commit);
    await checkpoint();
    const staged = stage(tree);
    const report = releaseReport(situation, plan, staged);
    show(report);
    writeSummary(options, report);
    const existing = options.here ? undefined : existingBranch(situation, plan, staged);
    if (existing) {
      const place = existing.isRemote ? `${situation.base.remote}/${branch}` : branch;
      console.log(`\nNothing to do: ${place} makes exactly this change already (${shortOf(existing.commit)}).`);
      const isPushed = options.push && !options.dryRun && !existing.isRemote;
      if (isPushed) console.log(`Pushed to ${push({ situation, branch, options, tree, commit: existing.commit })}.`);
      console.log(nextStep(situation, plan, { ...options, push: isPushed || existing.isRemote }));
      return { branch, commit: existing.commit };
    }
    if (options.dryRun) {
      console.log(`\nNothing was changed (--dry-run). It would be a commit on ${branch}, on top of ${start.name}.`);
      return { branch, commit: '' };
    }
    await checkpoint();
    const commit = commitStaged(git, tree, commitMessage(report));
    await checkpoint();
    const { done, warnings } = publish({ situation, branch, options, tree, commit });
    console.log(`\n${done}`);
    for (const warning of warnings) console.error(`warning: ${warning}`);
    console.log(nextStep(situation, plan, options));
    return { branch, commit };
  });
}

function show(report: ReleaseReport): void {
  console.log(reportText(report));
  const unexpected = unexpectedWarning(report.changes);
  for (const warning of [...report.warnings, ...(unexpected ? [unexpected] : [])])
    console.error(`warning: ${warning}.`);
}

function writeSummary({ summary }: DeliveryOptions, report: ReleaseReport): void {
  if (summary !== undefined) writing(summary, () => writeFileSync(summary, reportMarkdown(report)));
}

/** In the format of GitHub's workflows. */
function writeOutput({ output }: DeliveryOptions, values: Readonly<Record<string, string>>): void {
  const lines = Object.entries(values).map(([key, value]) => `${key}=${value}\n`);
  if (output !== undefined) writing(output, () => appendFileSync(output, lines.join('')));
}

function writing(file: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw new Refusal(`${file}: cannot be written (${(error as Error).message}); name another file`);
  }
}
