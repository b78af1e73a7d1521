import { describe, expect, test } from '@jest/globals';
import { fires, rule, silent } from '../example.ts';
import { installedPromtools } from '../promtool.ts';
import { run } from '../trial.ts';
import { survivors } from './hunt.ts';
import { mutantsOf } from './mutants.ts';

describe.each(installedPromtools())('$name', (promtool) => {
  test('reads every kind of mutant', async () => {
    const expr =
      'sum by (namespace, pod) (increase(a{b="c",d=~"e"}[5m]) * on (pod) group_left () max by (pod) (f offset 1m))' +
      ' / 3 > -0.5 unless (quantile(0.9, avg_over_time(g[5m:1m])) == bool 0 or vector(0)) and time() - h >= 4 * 3600';
    const trials = mutantsOf({ ...rule, expr }).map((mutant) => ({
      rule: mutant.rule,
      labels: rule.labels,
      ruleCase: silent,
    }));
    expect(trials.length).toBeGreaterThan(60);
    await expect(run(promtool, trials)).resolves.toHaveLength(trials.length);
  });

  test('lets those mutants live that no case catches', async () => {
    const mutants = mutantsOf(rule);
    const alive = await survivors(promtool, mutants, () => [silent, fires]);
    // One series alone cannot tell these from the original.
    expect(alive.map(({ name }) => name)).toEqual([
      ...['sum', 'min', 'avg'].map((other) => `max -> ${other} of queue_length`),
      'without job="$workload" of queue_length',
      '0.8 -> 0.88 of queue_length',
    ]);
    expect((await survivors(promtool, mutants, () => [fires])).length).toBeGreaterThan(alive.length);
    expect(await survivors(promtool, mutants, () => [])).toHaveLength(mutants.length);
  });
});
