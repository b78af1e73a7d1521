import { describe, expect, test } from '@jest/globals';
import { cases } from '../cases.ts';
import { installedPromtools, type Promtool } from '../promtool.ts';
import { casesOf, type Rendering, rulesOf, subject } from '../subject.ts';
import { distinctRules } from './distinct-rules.ts';
import { explained } from './explained.ts';
import { survivors } from './hunt.ts';
import { type Mutant, mutantsOf } from './mutants.ts';

const [cluster, rolling] = (['cluster', 'rolling'] as const).map((name) =>
  inWordsOfCases(subject().find(({ rendering }) => rendering === name) as Rendering),
) as [Rendering, Rendering];
const promtool = installedPromtools().at(-1) as Promtool;

const toldIn = (rendering: Rendering) =>
  rulesOf(rendering).map((rule) => ({ rule, cases: casesOf(rule, rendering, cases) }));
const told = distinctRules([...toldIn(cluster), ...toldIn(rolling)]);
const casesByRule = new Map(told.map((one) => [one.rule, one.cases]));
const rolled = new Set(rulesOf(rolling));
const mutants = told.flatMap(({ rule }) => mutantsOf(rule));

/** The rules of a rendering under the names that the cases have for everything, so that mutants of all are named alike. */
function inWordsOfCases(rendering: Rendering): Rendering {
  const groups = Object.entries(rendering.renames).reduce(
    (text, [from, to]) => text.replaceAll(to, from),
    JSON.stringify(rendering.groups),
  );
  return { ...rendering, groups: JSON.parse(groups), renames: {} };
}

const alertOf = ({ original }: Mutant) => (rolled.has(original) ? `${original.alert} while rolling` : original.alert);

const isExplained = (mutant: Mutant) =>
  explained.some(({ mutations }) => mutations[alertOf(mutant)]?.includes(mutant.name));

const nameOf = (mutant: Mutant) => `${alertOf(mutant)} of ${mutant.original.labels['workload']}: ${mutant.name}`;

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
    const names = new Set(mutants.map((mutant) => `${alertOf(mutant)}: ${mutant.name}`));
    const named = explained.flatMap(({ mutations }) =>
      Object.entries(mutations).flatMap(([alert, some]) => some.map((mutation) => `${alert}: ${mutation}`)),
    );
    expect(named.filter((one) => !names.has(one))).toEqual([]);
  });
});
