import { rmSync } from 'node:fs';
import { programs } from '../../../apps/backend/test/support/programs.ts';
import { measurements } from './timeline.ts';

/** Forgets the run before, and builds the backend once for all. */
export default function begin(): void {
  rmSync(measurements, { recursive: true, force: true });
  programs();
}
