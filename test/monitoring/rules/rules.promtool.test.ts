import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cases } from './cases.ts';
import { gaps } from './coverage.ts';
import { installedPromtools, lint, notRun } from './promtool.ts';
import { severities, severityOf } from './severities.ts';
import { casesOf, isAbout, isToldIn, rulesOf, subject } from './subject.ts';
import { run } from './trial.ts';

const promtools = installedPromtools();
const renderings = subject().map((rendering) => ({ ...rendering, rules: rulesOf(rendering) }));
const allRules = renderings.flatMap(({ rules }) => rules);
const folder = mkdtempSync(join(tmpdir(), 'arq-rules-'));

beforeAll(() => {
  const unknown = notRun(promtools);
  if (unknown !== undefined) console.warn(unknown);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the cases', () => {
  test('are all about alerts that some rendering has', () => {
    const strays = cases.filter(
      (ruleCase) =>
        !renderings.some(
          (rendering) => isToldIn(ruleCase, rendering) && rendering.rules.some((rule) => isAbout(ruleCase, rule)),
        ),
    );
    expect(strays.map(({ alert, workload, title }) => `${alert} of ${workload}: ${title}`)).toEqual([]);
  });

  test('know how urgent every alert is, and no others', () => {
    const named = Object.values(severities).flat().sort();
    expect(named).toEqual([...new Set(allRules.map(({ alert }) => alert))].sort());
  });
});

describe.each(renderings)('the $rendering rendering', (rendering) => {
  const { rules, groups } = rendering;
  const trials = rules.flatMap((rule) =>
    casesOf(rule, rendering, cases).map((ruleCase) => ({
      rule,
      labels: { ...rule.labels, severity: severityOf(rule.alert) },
      ruleCase,
    })),
  );

  test.each(rules)('$alert of $labels.workload has cases enough', (rule) => {
    expect(gaps(rule, casesOf(rule, rendering, cases))).toEqual([]);
  });

  describe.each(promtools)('by $name', (promtool) => {
    let verdicts: (string | undefined)[];

    beforeAll(async () => {
      verdicts = await run(promtool, trials);
    }, 600_000);

    test.each(rules)('$alert of $labels.workload fires and stays silent as its cases tell', (rule) => {
      const failed = trials.flatMap((trial, index) =>
        trial.rule === rule && verdicts[index] !== undefined ? [`${trial.ruleCase.title}\n${verdicts[index]}`] : [],
      );
      expect(failed.join('\n\n')).toBe('');
    });

    test('finds no fault with the rules', () => {
      const file = join(folder, `${rendering.rendering}.json`);
      writeFileSync(file, JSON.stringify({ groups }));
      expect(lint(promtool, file)).toBeUndefined();
    });
  });
});
