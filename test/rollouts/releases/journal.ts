import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where durations are recorded. */
export const journalFolder = join(process.cwd(), 'build/rollouts');

/** Records how long the scenario that runs takes: to the first release, and from there on. */
export class Journal {
  private readonly createdAt = Date.now();
  private begunAt = this.createdAt;

  /** The first release is there. */
  begin(): void {
    this.begunAt = Date.now();
  }

  end(scenario: string, outcome: 'passed' | 'failed'): void {
    const [first, rest] = [this.begunAt - this.createdAt, Date.now() - this.begunAt].map((ms) => Math.round(ms / 1000));
    mkdirSync(journalFolder, { recursive: true });
    const entry = { scenario, outcome, firstReleaseSeconds: first, seconds: rest };
    appendFileSync(join(journalFolder, 'scenarios.jsonl'), `${JSON.stringify(entry)}\n`);
  }
}
