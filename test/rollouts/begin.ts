import { rmSync } from 'node:fs';
import { journalFolder } from './releases/journal.ts';
import { requirePrograms } from './stack/programs.ts';

/** Forgets the run before, and tells all that is missing at once, not each test for itself. */
export default function begin(): void {
  rmSync(journalFolder, { recursive: true, force: true });
  requirePrograms();
}
