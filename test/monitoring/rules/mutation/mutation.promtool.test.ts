import { describe, expect, test } from '@jest/globals';
import { cases } from '../cases.ts';
import { installedPromtools, type Promtool } from '../promtool.ts';
import { casesOf, type Rendering, rulesOf, subject } from '../subject.ts';
import { distinctRules } from './distinct-rules.ts';
import { explained } from './explained.ts';
import { survivors } from './hunt.ts';
import { type Mutant, mutantsOf } from './mutants.ts';

const cluster = subject().find(({ rendering }) => rendering === 'cluster') as Rendering;
const promtool = installedPromtools().at(-1) as Promtool;

const told = distinctRules(rulesOf(cluster).map((rule) => ({ rule, cases: casesOf(rule, cluster, cases) })));
const casesByRule = new Map(told.map((one) => [one.rule, one.cases]));
const mutants = told.flatMap(({ rule }) => mutantsOf(rule));

const isExplained = ({ name, original }: Mutant) =>
  explained.some(({ mutations }) => mutations[original.alert]?.includes(name));

const nameOf = ({ name, original }: Mutant) => `${original.alert} of ${original.labels['workload']}: ${name}`;

/** A mutant with the lines that it changes, before and after. */
function shown(mutant: Mutant): string {
  const [before, after] = [mutant.original.expr.split('\n'), mutant.rule.expr.split('\n')];
  const lost = before.filter((line) => !after.includes(line)).map((line) => `  - ${line.trim()}`);
  const found = after.filter((line) => !before.includes(line)).map((line) => `  + ${line.trim()}`);
  return [nameOf(mutant), ...lost, ...found].join('\n');
}

describe('changing any single piece of an alert', () => {
  test('turns one of its cases red at least 98 times of 100', async () => {
    const alive = new Set(await survivors(promtool, mutants, ({ original }) => casesByRule.get(original) ?? []));
    const unexplained = mutants.filter((mutant) => !isExplained(mutant));
    const missed = unexplained.filter((mutant) => alive.has(mutant));
    console.log(
      `${promtool.name}: ${mutants.length} mutants of ${told.length} rules, ` +
        `${mutants.length - unexplained.length} explained; ` +
        `${unexplained.length - missed.length} of the other ${unexplained.length} caught, all but these:\n`,
      missed.map(shown).join('\n'),
    );
    const stale = mutants.filter((mutant) => isExplained(mutant) && !alive.has(mutant));
    expect(stale.map(nameOf)).toEqual([]);
    expect(1 - missed.length / unexplained.length).toBeGreaterThanOrEqual(0.98);
  }, 1_200_000);

  test('is explained away only where there is such a change', () => {
    const names = new Set(mutants.map(({ name, original }) => `${original.alert}: ${name}`));
    const named = explained.flatMap(({ mutations }) =>
      Object.entries(mutations).flatMap(([alert, some]) => some.map((mutation) => `${alert}: ${mutation}`)),
    );
    expect(named.filter((one) => !names.has(one))).toEqual([]);
  });
});
