import { generatedChanges, imageChanges } from './changes.ts';
import type { Plan, Situation } from './delivery.ts';
import { generatedObjects, imagesIn } from './generated-objects.ts';
import { imageFileOf, manifestsOf } from './project.ts';
import { referencesAt } from './references.ts';
import { Refusal } from './refusal.ts';
import type { ReleaseReport } from './report.ts';
import type { StagedChange } from './staged-change.ts';

/**
 * What a release changes, from what is staged for it.
 * @throws Refusal if an image is in no generated object: the release would not do what it says
 */
export function releaseReport({ git, project, start }: Situation, plan: Plan, staged: StagedChange): ReleaseReport {
  const { environment, title, notes = [], warnings = [], references } = plan;
  const images = imageChanges(referencesAt(git, project, environment, start.commit), references);
  const folder = manifestsOf(project, environment);
  const files = staged.files.filter(({ file }) => file !== imageFileOf(project, environment));
  const inside = files.filter(({ file }) => file.startsWith(`${folder}/`));
  const running = new Set(inside.flatMap(({ file, after = '' }) => imagesIn(generatedObjects(file, after) ?? [])));
  const unused = images.find(({ after }) => !running.has(after));
  if (unused) {
    throw new Refusal(`${folder}: nothing in it changes to ${unused.after}; let the synthesis read the image file`);
  }
  return { title, images, changes: generatedChanges(files, folder, images), notes, warnings };
}
