import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Base, currentBranch, findBase, type Point } from './base.ts';
import { branchState } from './branch.ts';
import { requireCleanCheckout } from './checkout.ts';
import { Git } from './git.ts';
import { type Checkpoint, interruptible } from './interruption.ts';
import { reportMarkdown } from './markdown.ts';
import { commitMessage } from './message.ts';
import { nextStep } from './next-step.ts';
import { writeOutput, writing } from './output.ts';
import { imageFileOf, type Project } from './project.ts';
import { commitStaged, publish, push } from './publication.ts';
import { formatReferences, type References, shortOf } from './references.ts';
import { releaseReport } from './release-report.ts';
import { type ReleaseReport, reportText, unexpectedWarning } from './report.ts';
import { stage } from './staged-change.ts';
import { inWorktree } from './worktree.ts';

/** How a release is made, whatever it is. */
export interface DeliveryOptions {
  /** Whether the commit goes onto the branch that is checked out, instead of one of its own. */
  readonly here: boolean;
  readonly push: boolean;
  /** Whether a branch that these commands made, or that was merged, may give way to a new one. */
  readonly replace: boolean;
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
    writeOutput(options.output, {});
    const decision = decide(situation);
    if ('nothing' in decision) {
      console.log(`Nothing to do: ${decision.nothing}.`);
      writeOutput(options.output, { changed: 'false', branch: '', commit: '', title: '' });
      return;
    }
    const { branch, commit } = await make(situation, decision, options, checkpoint);
    writeOutput(options.output, { changed: 'true', branch, commit, title: decision.title });
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
    const { same, replaced } = options.here ? { replaced: {} } : branchState(situation, plan, staged, options);
    if (same) {
      const { commit, isRemote } = same;
      const place = isRemote ? `${situation.base.remote}/${branch}` : branch;
      console.log(`\nNothing to do: ${place} makes exactly this change already (${shortOf(commit)}).`);
      const isPushed = options.push && !options.dryRun && !isRemote;
      if (isPushed) console.log(`Pushed to ${push({ situation, branch, options, tree, commit, replaced })}.`);
      console.log(nextStep(situation, plan, { ...options, push: isPushed || isRemote }, replaced));
      return { branch, commit };
    }
    if (options.dryRun) {
      console.log(`\nNothing was changed (--dry-run). It would be a commit on ${branch}, on top of ${start.name}.`);
      return { branch, commit: '' };
    }
    await checkpoint();
    const commit = commitStaged(git, tree, commitMessage(report, tree.run(['write-tree'])));
    await checkpoint();
    const { done, warnings } = publish({ situation, branch, options, tree, commit, replaced });
    console.log(`\n${done}`);
    for (const warning of warnings) console.error(`warning: ${warning}`);
    console.log(nextStep(situation, plan, options, replaced));
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
