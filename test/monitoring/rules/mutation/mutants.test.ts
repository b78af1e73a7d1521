import { describe, expect, test } from '@jest/globals';
import { fires, rule, silent } from '../example.ts';
import { distinctRules } from './distinct-rules.ts';
import { mutantsOf } from './mutants.ts';

const namesOf = (expr: string) => mutantsOf({ ...rule, expr }).map(({ name, rule: mutant }) => [name, mutant.expr]);

describe('the mutants of a rule', () => {
  test('are made of every piece of its expression and of its duration', () => {
    expect(mutantsOf(rule).map(({ name }) => name)).toEqual([
      'without right of >: 0.8 of queue_length',
      ...['<', '<=', '>=', '==', '!='].map((other) => `> 0.8 -> ${other} of queue_length`),
      ...['sum', 'min', 'avg', 'count'].map((other) => `max -> ${other} of queue_length`),
      'without namespace of by (namespace) of queue_length',
      'without job="$workload" of queue_length',
      '0.8 -> 0.88 of queue_length',
      '0.8 -> 0.72 of queue_length',
      '0.8 -> 0 of queue_length',
      'for 120s -> 0s',
      'for 120s -> 60s',
      'for 120s -> 180s',
    ]);
  });

  test.each([
    [
      'one and two',
      [
        ['without right of and: two', 'one'],
        ['without left of and: one', 'two'],
      ],
    ],
    [
      'vector(1) * one',
      [
        ['without right of *: one', 'vector(1)'],
        ['without left of *: vector(1) of one', 'one'],
      ],
    ],
    [
      'rate(one[1m])',
      [
        ['range 1m -> 120s of one', 'rate(one[120s])'],
        ['range 1m -> 30s of one', 'rate(one[30s])'],
      ],
    ],
    [
      'one{job="a"} / two{job="a",le="1"}',
      [
        ['without job="a" of one', 'one{} / two{job="a",le="1"}'],
        ['without job="a" anywhere', 'one{} / two{le="1"}'],
      ],
    ],
    [
      'one unless two offset 5m',
      [
        ['without right of unless: two', 'one'],
        ['without left of unless: one', 'two offset 5m'],
      ],
    ],
  ])('of %s', (expression, changes) => {
    expect(namesOf(expression)).toEqual(expect.arrayContaining(changes as string[][]));
  });

  test('never leave a number where series were, or a selector of nothing', () => {
    const expressions = namesOf('time() - one > 2').map(([, expr]) => expr);
    expect(expressions).toContain('one > 2');
    expect(expressions).not.toContain('time() > 2');
    expect(expressions).not.toContain('2');
    expect(namesOf('{job="a"}').map(([name]) => name)).toEqual([
      'for 120s -> 0s',
      'for 120s -> 60s',
      'for 120s -> 180s',
    ]);
  });
});

describe('the rules that are changed', () => {
  test('are one of each kind, the one that the most is told to', () => {
    const [few, many] = ['shop-api', 'shop-web'].map((job) => ({
      ...rule,
      expr: `up{job="${job}"} < 1`,
    }));
    const other = { ...few, expr: `${few?.expr} or vector(0)` };
    const told = [
      { rule: few as typeof rule, cases: [fires] },
      { rule: many as typeof rule, cases: [fires, silent] },
      { rule: other as typeof rule, cases: [] },
    ];
    expect(distinctRules(told).map((one) => one.rule)).toEqual([many, other]);
  });
});
