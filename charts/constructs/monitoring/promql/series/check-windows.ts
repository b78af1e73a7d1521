import type { Finding } from '../finding.ts';
import type { Call, Expression, Range } from '../syntax/ast.ts';
import { numberOf } from '../syntax/number-literal.ts';
import { walk, withoutModifiers } from '../syntax/walk.ts';

/** Functions that compare samples with each other; others are content with one. */
const comparing: ReadonlySet<string> = new Set([
  'changes',
  'delta',
  'deriv',
  'idelta',
  'increase',
  'irate',
  'predict_linear',
  'rate',
  'resets',
]);

/** Windows too short for the samples that a function needs: its result is empty, and an alert on it never fires. */
export function checkWindows(root: Expression, scrapeIntervalSeconds: number): Finding[] {
  return [...walk(root)].flatMap((expression) =>
    expression.kind === 'call' ? checkCall(expression, scrapeIntervalSeconds) : [],
  );
}

function checkCall({ function: { name }, arguments: given }: Call, scrapeIntervalSeconds: number): Finding[] {
  return given.map(withoutModifiers).flatMap((argument) => {
    if (argument.kind !== 'range') return [];
    const message = mistake(argument, name, scrapeIntervalSeconds);
    return message === undefined ? [] : [{ at: argument.window.from, message }];
  });
}

function mistake({ window, isSubquery }: Range, name: string, scrapeIntervalSeconds: number): string | undefined {
  const length = numberOf(window.text);
  if (length === undefined) return undefined;
  if (length <= 0) return `the window [${window.text}] is empty; write one like 5m`;
  const samples = comparing.has(name) ? 2 : 1;
  const shortest = samples * scrapeIntervalSeconds;
  // The steps of a subquery are evaluations, not scrapes.
  if (isSubquery || length >= shortest) return undefined;
  const needed = samples === 2 ? 'two samples' : 'a sample';
  return `the window [${window.text}] is too short: ${name}() needs ${needed}, and one comes every ${scrapeIntervalSeconds}s; take ${shortest}s or more, 5m if in doubt`;
}
