import { seconds } from '../../../../charts/constructs/monitoring/duration.ts';
import type { Promtool } from '../promtool.ts';
import type { RuleCase } from '../rule-case.ts';
import { run } from '../trial.ts';
import type { Mutant } from './mutants.ts';

/**
 * The mutants that no case of theirs catches. Each round tells one more case to those that are left, the shortest first:
 * most fall early, and few are left for the series of many hours.
 */
export async function survivors(
  promtool: Promtool,
  mutants: readonly Mutant[],
  casesOf: (mutant: Mutant) => readonly RuleCase[],
): Promise<Mutant[]> {
  const ordered = new Map(mutants.map((mutant) => [mutant, casesOf(mutant).toSorted((a, b) => effort(a) - effort(b))]));
  const rounds = Math.max(0, ...[...ordered.values()].map(({ length }) => length));
  let alive = [...mutants];
  for (let round = 0; round < rounds; round += 1) {
    const told = alive.filter((mutant) => (ordered.get(mutant)?.length ?? 0) > round);
    const trials = told.map((mutant) => ({
      rule: mutant.rule,
      labels: mutant.original.labels,
      ruleCase: ordered.get(mutant)?.[round] as RuleCase,
    }));
    const verdicts = await run(promtool, trials);
    const caught = new Set(told.filter((_mutant, index) => verdicts[index] !== undefined));
    alive = alive.filter((mutant) => !caught.has(mutant));
  }
  return alive;
}

/** Roughly how many samples a case reads. */
function effort({ series, silent = [], firing = [] }: RuleCase): number {
  const times = [...silent, ...firing.map(({ at }) => at)].map((at) => seconds(at, 'time of a rule case'));
  return Math.max(0, ...times) * Object.keys(series).length;
}
