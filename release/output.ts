import { appendFileSync } from 'node:fs';
import { Refusal } from './refusal.ts';

/** Adds an outcome to a file, in the format of GitHub's workflows; without a file it is dropped. */
export function writeOutput(file: string | undefined, values: Readonly<Record<string, string>>): void {
  const lines = Object.entries(values).map(([key, value]) => `${key}=${value}\n`);
  if (file !== undefined) writing(file, () => appendFileSync(file, lines.join('')));
}

/** @throws Refusal if a file cannot be written */
export function writing(file: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw new Refusal(`${file}: cannot be written (${(error as Error).message}); name another file`);
  }
}
