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

const describeMutant = ({ name, original, rule }: Mutant) =>
  [`${original.alert} of ${original.labels['workload']}: ${name}`, original.expr, rule.expr].join('\n');

describe('changing any single piece of an alert', () => {
  test('turns one of its cases red at least 95 times of 100', async () => {
    const alive = await survivors(promtool, mutants, ({ original }) => casesByRule.get(original) ?? []);
    const unexplained = alive.filter((mutant) => !isExplained(mutant));
    const possible = mutants.filter((mutant) => !isExplained(mutant)).length;
    console.log(
      `${promtool.name}: ${mutants.length} mutants of ${told.length} rules, ${mutants.length - possible} explained; ` +
        `${possible - unexplained.length} of the other ${possible} caught\n`,
      unexplained.map(describeMutant).join('\n\n'),
    );
    const stale = mutants.filter((mutant) => isExplained(mutant) && !alive.includes(mutant));
    expect(stale.map(describeMutant)).toEqual([]);
    expect(1 - unexplained.length / possible).toBeGreaterThanOrEqual(0.95);
  }, 600_000);

  test('is explained away only where there is such a change', () => {
    const names = new Set(mutants.map(({ name, original }) => `${original.alert}: ${name}`));
    const named = explained.flatMap(({ mutations }) =>
      Object.entries(mutations).flatMap(([alert, some]) => some.map((mutation) => `${alert}: ${mutation}`)),
    );
    expect(named.filter((one) => !names.has(one))).toEqual([]);
  });
});
