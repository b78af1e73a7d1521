import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { AlertingRule } from '../../../charts/constructs/monitoring/rule-group.ts';
import { fires, rule, silent } from './example.ts';
import { installedPromtools, lint } from './promtool.ts';
import type { RuleCase } from './rule-case.ts';
import { constant, gone, join as joined, missing } from './series.ts';
import { run } from './trial.ts';

const told = (changes: Partial<RuleCase>, changed: Partial<AlertingRule> = {}) => ({
  rule: { ...rule, ...changed },
  labels: rule.labels,
  ruleCase: { ...fires, ...changes },
});
const quiet = { ...silent, firing: [] };
const firing = (at: string, ...namespaces: string[]) => ({
  firing: [{ at, labels: namespaces.map((namespace) => ({ namespace })) }],
});

describe.each(installedPromtools())('a case told to $name', (promtool) => {
  test('passes if the alert does what it says', async () => {
    expect(await run(promtool, [told({}), told(quiet)])).toEqual([undefined, undefined]);
  });

  test.each([
    { fault: 'fires too early', trial: told({}, { for: '1m' }), message: /time: 6m/ },
    { fault: 'fires too late', trial: told({}, { for: '3m' }), message: /time: 7m/ },
    { fault: 'never fires', trial: told({}, { expr: 'queue_lenght > 0.8' }), message: /time: 7m/ },
    {
      fault: 'fires at the threshold',
      trial: told(quiet, { expr: rule.expr.replace('>', '>=') }),
      message: /time: 5m/,
    },
    { fault: 'is of another urgency', trial: told({}, { labels: { severity: 'none' } }), message: /severity="none"/ },
    { fault: 'is about another namespace', trial: told(firing('7m', 'b')), message: /namespace="a"/ },
    { fault: 'fires for one of two', trial: told(firing('7m', 'a', 'b')), message: /namespace="b"/ },
    {
      fault: 'says something else',
      trial: told({}, { annotations: { summary: 'at {{ $value }}!' } }),
      message: /summary="at 0.9!"/,
    },
    {
      fault: 'cannot be evaluated',
      trial: told(
        { series: { 'queue_length{id="1"}': constant(1, '8m'), 'queue_length{id="2"}': constant(1, '8m') } },
        { expr: 'queue_length / on () queue_length > 0' },
      ),
      message: /many-to-many/,
    },
  ])('fails, alone among others, if the alert $fault', async ({ trial, message }) => {
    const [before, verdict, after] = await run(promtool, [told({}), trial, told({})]);
    expect([before, after]).toEqual([undefined, undefined]);
    expect(verdict).toMatch(message);
  });

  test('is judged for each of the rules that share it, even if one of them cannot be evaluated', async () => {
    const rules: Partial<AlertingRule>[] = [{ expr: 'queue_length * on () queue_length' }, {}, { for: '3m' }];
    const ruleCase: RuleCase = {
      ...fires,
      series: { ...fires.series, 'queue_length{job="other",namespace="a"}': constant(0, '10m') },
    };
    const shared = rules.map((changed) => ({ ...told({}, changed), ruleCase }));
    expect(await run(promtool, shared)).toEqual([
      expect.stringContaining('many-to-many'),
      undefined,
      expect.stringContaining('time: 7m'),
    ]);
  });

  test('is no verdict if the rule or the series cannot be read', async () => {
    await expect(run(promtool, [told({}, { expr: 'max by (' })])).rejects.toThrow(/cannot read the case .* max by \(/);
    await expect(run(promtool, [told({ series: { 'a{': '1' } })])).rejects.toThrow(/cannot read/);
  });

  test('tells a series that is known to be gone from one of which nothing is heard', async () => {
    const absent = told(quiet, { expr: 'absent(queue_length)', for: '1s', labels: {} });
    const afterwards = (end: string) => ({
      ...absent,
      ruleCase: { ...quiet, series: { queue_length: joined(constant(1, '2m'), end) }, silent: ['4m'] },
    });
    expect(await run(promtool, [afterwards(gone('5m')), afterwards(missing('5m'))])).toEqual([
      expect.stringContaining('time: 4m'),
      undefined,
    ]);
  });

  test('lints rule files', () => {
    const folder = mkdtempSync(join(tmpdir(), 'arq-lint-'));
    const file = join(folder, 'rules.json');
    const write = (...rules: AlertingRule[]) =>
      writeFileSync(file, JSON.stringify({ groups: [{ name: 'queue', interval: '1m', rules }] }));
    write(rule);
    expect(lint(promtool, file)).toBeUndefined();
    write(rule, rule);
    expect(lint(promtool, file)).toMatch(/duplicate/);
    rmSync(folder, { recursive: true });
  });
});
