import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Breach } from './rule.ts';

/** What the linter is told to leave out, and why. */
export interface Exclusion {
  readonly rule: string;
  readonly reason: string;
  /** Title of the panel; without one it is left out everywhere. */
  readonly panel?: string;
}

/** The exclusions in the linter's own file, which stands beside the dashboards. */
export function readExclusions(): Exclusion[] {
  const text = readFileSync('charts/platform/monitoring/dashboards/.lint', 'utf8');
  const { exclusions } = parse(text) as {
    exclusions: Record<string, { reason?: string; entries?: { panel: string }[] }>;
  };
  return Object.entries(exclusions).flatMap(([rule, { reason = '', entries }]) =>
    (entries ?? [{}]).map((entry) => ({ rule, reason, ...entry })),
  );
}

/** Whether an exclusion is about a breach. */
export function covers(exclusion: Exclusion, rule: string, { panel }: Breach): boolean {
  return exclusion.rule === rule && (exclusion.panel === undefined || exclusion.panel === panel);
}
