import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { analyse } from '../../../charts/constructs/monitoring/promql/analysis.ts';
import { substitute } from '../../../charts/constructs/monitoring/promql/variables.ts';
import { installedPromtools } from '../rules/promtool.ts';
import { corpus, corpusOfPrometheus3, variables } from './corpus.ts';
import { illTyped } from './ill-typed.ts';
import { unreadable } from './unreadable.ts';

const folder = mkdtempSync(join(tmpdir(), 'arq-promql-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Those expressions that a promtool refuses. */
function refused(promtool: string, expressions: readonly string[]): string[] {
  const groups = expressions.map((expr, index) => ({ name: `${index}`, rules: [{ record: 'a:b', expr }] }));
  const file = join(folder, 'rules.json');
  writeFileSync(file, JSON.stringify({ groups }));
  const { stdout, stderr } = spawnSync(promtool, ['check', 'rules', '--lint=none', file], { encoding: 'utf8' });
  const numbers = [
    ...`${stdout}${stderr}`.matchAll(
      /group "(\d+)", rule \d+, "a:b": (?:could not parse expression|field 'expr' must be set)/g,
    ),
  ];
  return [...new Set(numbers.map(([, number]) => expressions[Number(number)] as string))];
}

describe.each(installedPromtools())('$name', ({ path, version }) => {
  const right = version.startsWith('2.') ? corpus : [...corpus, ...corpusOfPrometheus3];
  const texts = right.map((expression) => substitute(expression, variables).text);

  test('accepts what the check accepts', () => {
    expect(refused(path, texts)).toEqual([]);
  });

  test('refuses what the check refuses as unreadable or ill-typed', () => {
    const wrong = [...unreadable, ...illTyped].map(([expression]) => expression);
    expect(wrong.filter((text) => 'expression' in analyse(text))).toEqual([]);
    const accepted = new Set(wrong);
    for (const text of refused(path, wrong)) accepted.delete(text);
    expect(accepted).toEqual(new Set());
  });
});
