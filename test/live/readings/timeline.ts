import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folder with the measurements of one run, one file for each scenario. */
export const measurements = join('build', 'live');

/** When what happened to one alert, in seconds after the fault; after the mending for its end. */
export interface Measurement {
  readonly scenario: string;
  readonly alert: string;
  readonly isMuted: boolean;
  /** Scrape, evaluation and `for` together; windows of the expression come on top. */
  readonly floor: number;
  readonly firing: number;
  /** Until arQ has accepted it; nothing for what is muted. */
  readonly delivered: number | undefined;
  /** From the mending until it is over; nothing for what outlives the test. */
  readonly resolved: number | undefined;
}

/** Writes them down for the table at the end. */
export function record(scenario: string, lines: readonly Measurement[]): void {
  mkdirSync(measurements, { recursive: true });
  const name = scenario.replaceAll(/[^a-z0-9]+/gi, '-');
  writeFileSync(join(measurements, `${name}.json`), `${JSON.stringify(lines, null, 2)}\n`);
}
